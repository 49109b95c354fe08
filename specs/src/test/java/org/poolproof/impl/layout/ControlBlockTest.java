package org.poolproof.impl.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.poolproof.impl.layout.Field.BASE;
import static org.poolproof.impl.layout.Field.line;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolproof.impl.layout.Geometry.Index;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.Geometry.Rules;
import org.poolproof.impl.layout.Geometry.Table;
import org.poolproof.impl.memory.CheckedMemory;
import org.poolproof.impl.memory.Memory;

/** The control block lies as it is drawn. Nine classes, so that usedpools has room for sixteen. */
class ControlBlockTest {
  private static final Radix TREE = new Radix(2, 2, 3);

  static List<Geometry> geometries() {
    return List.of(
        of(8, new Table()),
        of(8, TREE),
        of(8, new Radix(0, 0, 3)),
        of(4, new Table()),
        of(4, TREE),
        of(4, new Radix(0, 0, 3)));
  }

  /** Nine classes, four pools an arena. */
  private static Geometry of(int wordBytes, Index index) {
    return Geometry.full(
        wordBytes, 2 * wordBytes, 9, 1024, 4096, index, true, new Rules(false, false, true));
  }

  private static Field field(Geometry geometry, int words, boolean isHalf, Get get, Set set) {
    int wide = 8 * words;
    return new Field(
        "word " + words,
        wide,
        4 * words,
        isHalf,
        (memory, at) -> get.of(new ControlBlock(geometry, memory, at)),
        (memory, at, value) -> set.of(new ControlBlock(geometry, memory, at), value));
  }

  /** A reader. */
  @FunctionalInterface
  interface Get {
    long of(ControlBlock control);
  }

  /** A writer. */
  @FunctionalInterface
  interface Set {
    void of(ControlBlock control, long value);
  }

  @ParameterizedTest
  @MethodSource("geometries")
  void fieldsLieAsDrawn(Geometry geometry) {
    List<Field> fields =
        List.of(
            field(geometry, 32, false, ControlBlock::table, ControlBlock::setTable),
            field(geometry, 33, true, ControlBlock::recordCount, ControlBlock::setRecordCount),
            field(geometry, 34, false, ControlBlock::unusedRecords, ControlBlock::setUnusedRecords),
            field(geometry, 35, false, ControlBlock::usableRecords, ControlBlock::setUsableRecords),
            field(
                geometry,
                36,
                false,
                control -> control.lastWithFreePools(0),
                (control, value) -> control.setLastWithFreePools(0, value)),
            field(
                geometry,
                40,
                false,
                control -> control.lastWithFreePools(4),
                (control, value) -> control.setLastWithFreePools(4, value)),
            field(geometry, 41, false, ControlBlock::arenaCount, ControlBlock::setArenaCount),
            field(geometry, 42, false, ControlBlock::grantCount, ControlBlock::setGrantCount),
            field(
                geometry, 43, false, ControlBlock::highwaterCount, ControlBlock::setHighwaterCount),
            field(
                geometry, 44, false, ControlBlock::rawBlockCount, ControlBlock::setRawBlockCount));
    for (Field field : fields) {
      field.check(geometry.wordBytes(), ControlBlock.bytes(geometry));
    }
  }

  @Test
  void nodeCountsFollowTheRoot() {
    for (int wordBytes : new int[] {4, 8}) {
      Geometry geometry = of(wordBytes, TREE);
      new Field(
              "middle nodes",
              49 * 8,
              49 * 4,
              true,
              (memory, at) -> new ControlBlock(geometry, memory, at).middleNodeCount(),
              (memory, at, value) ->
                  new ControlBlock(geometry, memory, at).setMiddleNodeCount(value))
          .check(wordBytes, ControlBlock.bytes(geometry));
      new Field(
              "bottom nodes",
              49 * 8 + 4,
              49 * 4 + 4,
              true,
              (memory, at) -> new ControlBlock(geometry, memory, at).bottomNodeCount(),
              (memory, at, value) ->
                  new ControlBlock(geometry, memory, at).setBottomNodeCount(value))
          .check(wordBytes, ControlBlock.bytes(geometry));
    }
  }

  @ParameterizedTest
  @MethodSource("geometries")
  void theBlockHoldsAllOfThem(Geometry geometry) {
    int root =
        switch (geometry.index()) {
          case Table _ -> 0;
          case Radix radix -> radix.isFlat() ? 64 : 4 * geometry.wordBytes();
        };
    assertEquals(45 * geometry.wordBytes() + root + 8, ControlBlock.bytes(geometry));
    ControlBlock control = new ControlBlock(geometry, Memory.plain(geometry.wordBytes(), 0), BASE);
    assertEquals(BASE, control.address());
    assertEquals(BASE + 45L * geometry.wordBytes(), control.rootAddress());
  }

  /** Of the presets' 32 and 64 classes no pair of usedpools is spare. */
  @Test
  void presetsHaveNoSpareClasses() {
    assertEquals(8 * (2 * 32 + 9 + 64) + 8, ControlBlock.bytes(Presets.cpython39()));
    assertEquals(4 * (2 * 64 + 9 + 64) + 8, ControlBlock.bytes(Presets.cpython39Of32Bits()));
  }

  @ParameterizedTest
  @MethodSource("geometries")
  void pretendPoolsBeginTwoWordsBeforeTheirLinks(Geometry geometry) {
    try (Arena arena = Arena.ofConfined()) {
      int word = geometry.wordBytes();
      MemorySegment bytes = arena.allocate(ControlBlock.bytes(geometry));
      Memory memory = Memory.plain(word, bytes.address() - BASE);
      ControlBlock control = new ControlBlock(geometry, memory, BASE);
      assertEquals(BASE - 2 * word, control.usedHead(0));
      assertEquals(BASE + 10 * word, control.usedHead(6));
      memory.writeAddress(BASE + 12 * word, 0x4242);
      assertEquals(0x4242, control.firstUsed(6));
      assertEquals(BASE + 12 * word, PoolHeader.links(memory, control.usedHead(6)));
    }
  }

  /** The whole block is 0xEE before; what is not a field stays so. */
  @ParameterizedTest
  @MethodSource("geometries")
  void initializationWritesTheEmptyStateAndNothingElse(Geometry geometry) {
    try (Arena arena = Arena.ofConfined()) {
      int word = geometry.wordBytes();
      int length = ControlBlock.bytes(geometry);
      MemorySegment bytes = arena.allocate(length);
      bytes.fill((byte) 0xEE);
      Memory memory = Memory.plain(word, bytes.address() - BASE);
      new ControlBlock(geometry, memory, BASE).initialize();
      byte[] expected = new byte[length];
      Arrays.fill(expected, 18 * word, 32 * word, (byte) 0xEE);
      Arrays.fill(expected, 33 * word + 4, 34 * word, (byte) 0xEE);
      boolean hasCounts = geometry.index() instanceof Radix radix && !radix.isFlat();
      if (!hasCounts) {
        Arrays.fill(expected, length - 8, length, (byte) 0xEE);
      }
      MemorySegment pictured = MemorySegment.ofArray(expected);
      for (int i = 0; i < 18; i++) {
        long head = BASE + (i / 2 - 1) * 2L * word;
        pictured.set(ValueLayout.JAVA_INT_UNALIGNED, (long) i * word, (int) head);
      }
      assertArrayEquals(expected, bytes.toArray(ValueLayout.JAVA_BYTE));
    }
  }

  /** A root has more words than an operation makes accesses. */
  @Test
  void initializationHasNoBudget() {
    Geometry geometry = Presets.cpython310();
    try (Arena arena = Arena.ofConfined()) {
      int length = ControlBlock.bytes(geometry);
      Memory plain = Memory.plain(8, arena.allocate(length).address() - BASE);
      CheckedMemory memory = new CheckedMemory(plain, BASE, length, 5);
      memory.own(BASE, length);
      ControlBlock control = new ControlBlock(geometry, memory, BASE);
      control.initialize();
      assertEquals(0, control.rawBlockCount());
    }
  }

  @ParameterizedTest
  @MethodSource("geometries")
  void aVisitShowsAllFieldsButTheRoot(Geometry geometry) {
    try (Arena arena = Arena.ofConfined()) {
      int word = geometry.wordBytes();
      long length = ControlBlock.bytes(geometry);
      Memory memory = Memory.plain(word, arena.allocate(length).address() - BASE);
      for (int i = 0; i < length; i += 4) {
        memory.writeHalf(BASE + i, i);
      }
      ControlBlock control = new ControlBlock(geometry, memory, BASE);
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 18; i++) {
        String name = i % 2 == 0 ? "usedpools.nextpool" : "usedpools.prevpool";
        expected.add(shown(memory, name, i * word, word));
      }
      expected.add(shown(memory, "arenas", 32 * word, word));
      expected.add(shown(memory, "maxarenas", 33 * word, 4));
      expected.add(shown(memory, "unused_arena_objects", 34 * word, word));
      expected.add(shown(memory, "usable_arenas", 35 * word, word));
      for (int i = 0; i <= 4; i++) {
        expected.add(shown(memory, "nfp2lasta", (36 + i) * word, word));
      }
      expected.add(shown(memory, "narenas_currently_allocated", 41 * word, word));
      expected.add(shown(memory, "ntimes_arena_allocated", 42 * word, word));
      expected.add(shown(memory, "narenas_highwater", 43 * word, word));
      expected.add(shown(memory, "raw_allocated_blocks", 44 * word, word));
      if (geometry.index() instanceof Radix radix && !radix.isFlat()) {
        expected.add(shown(memory, "arena_map_mid_count", 49 * word, 4));
        expected.add(shown(memory, "arena_map_bot_count", 49 * word + 4, 4));
      }
      assertEquals(expected, Field.shown(BASE, control::visit));
    }
  }

  private static String shown(Memory memory, String name, int offset, int bytes) {
    long value = bytes == 4 ? memory.readHalf(BASE + offset) : memory.readWord(BASE + offset);
    return line(name, offset, bytes, value);
  }
}
