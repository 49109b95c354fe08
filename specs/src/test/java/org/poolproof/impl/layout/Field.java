package org.poolproof.impl.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.poolproof.impl.memory.Memory;

/**
 * A field of a structure, as the document has it: its offset and length for words of 8 and of 4
 * bytes, beside the reader and the writer that are to agree with it.
 */
record Field(
    String name, int wideOffset, int narrowOffset, boolean isHalf, Reader reader, Writer writer) {
  /** Where the structure begins, logically. */
  static final long BASE = 0x3000;

  /** What a writer is given; the lower half is what a half or a narrow word can hold. */
  static final long VALUE = 0x1827_3645_98A7_B6C5L;

  private static final int GUARD = 16;

  /** Reads a field of the structure at an address. */
  @FunctionalInterface
  interface Reader {
    long read(Memory memory, long structure);
  }

  /** Writes a field of the structure at an address. */
  @FunctionalInterface
  interface Writer {
    void write(Memory memory, long structure, long value);
  }

  static Field word(String name, int wide, int narrow, Reader reader, Writer writer) {
    return new Field(name, wide, narrow, false, reader, writer);
  }

  static Field half(String name, int wide, int narrow, Reader reader, Writer writer) {
    return new Field(name, wide, narrow, true, reader, writer);
  }

  int offset(int wordBytes) {
    return wordBytes == 8 ? wideOffset : narrowOffset;
  }

  int bytes(int wordBytes) {
    return isHalf ? 4 : wordBytes;
  }

  /** Writes and reads it in a structure of so many bytes, and looks at every byte around. */
  void check(int wordBytes, int structureBytes) {
    try (Arena arena = Arena.ofConfined()) {
      int whole = structureBytes + 2 * GUARD;
      MemorySegment bytes = arena.allocate(whole);
      bytes.fill((byte) 0xEE);
      Memory memory = Memory.plain(wordBytes, bytes.address() - (BASE - GUARD));
      writer.write(memory, BASE, VALUE);
      String hex = bytes(wordBytes) == 8 ? "c5b6a79845362718" : "c5b6a798";
      int before = GUARD + offset(wordBytes);
      int after = whole - before - bytes(wordBytes);
      assertEquals(
          "ee".repeat(before) + hex + "ee".repeat(after),
          HexFormat.of().formatHex(bytes.toArray(ValueLayout.JAVA_BYTE)),
          name);
      long expected = bytes(wordBytes) == 8 ? VALUE : VALUE & 0xFFFF_FFFFL;
      assertEquals(expected, reader.read(memory, BASE), name);
    }
  }

  /** What a visit shows: name, offset from an address, length and value, a line for each. */
  static List<String> shown(long from, Visit visit) {
    List<String> lines = new ArrayList<>();
    visit.show((name, at, bytes, value) -> lines.add(line(name, at - from, bytes, value)));
    return lines;
  }

  static String line(String name, long offset, int bytes, long value) {
    return name + " at " + offset + ", " + bytes + ": " + Long.toHexString(value);
  }

  /** Something that shows fields. */
  @FunctionalInterface
  interface Visit {
    void show(FieldVisitor visitor);
  }
}
