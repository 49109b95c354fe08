package org.poolproof.impl.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.poolproof.impl.layout.Field.BASE;
import static org.poolproof.impl.layout.Field.half;
import static org.poolproof.impl.layout.Field.line;
import static org.poolproof.impl.layout.Field.word;

import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.impl.memory.Memory;

/** The fields of a pool lie where PYMALLOC.md 3 says. */
class PoolHeaderTest {
  private static final List<Field> FIELDS =
      List.of(
          half("count", 0, 0, PoolHeader::count, PoolHeader::setCount),
          word("freeblock", 8, 4, PoolHeader::freeBlock, PoolHeader::setFreeBlock),
          word("nextpool", 16, 8, PoolHeader::next, PoolHeader::setNext),
          word("prevpool", 24, 12, PoolHeader::previous, PoolHeader::setPrevious),
          half("arenaindex", 32, 16, PoolHeader::arenaIndex, PoolHeader::setArenaIndex),
          half("szidx", 36, 20, PoolHeader::classIndex, PoolHeader::setClassIndex),
          half("nextoffset", 40, 24, PoolHeader::nextOffset, PoolHeader::setNextOffset),
          half("maxnextoffset", 44, 28, PoolHeader::maxNextOffset, PoolHeader::setMaxNextOffset),
          word("link of a free block", 0, 0, PoolHeader::nextFree, PoolHeader::setNextFree));

  @ParameterizedTest
  @ValueSource(ints = {8, 4})
  void fieldsLieWhereTheDocumentSays(int wordBytes) {
    for (Field field : FIELDS) {
      field.check(wordBytes, wordBytes == 8 ? 48 : 32);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 4})
  void placesAndLengthsAreThoseOfTheFields(int wordBytes) {
    Memory memory = Memory.plain(wordBytes, 0);
    boolean isWide = wordBytes == 8;
    assertEquals(isWide ? 48 : 32, PoolHeader.bytes(wordBytes));
    assertEquals(isWide ? 32 : 16, PoolHeader.arenaIndexOffset(memory));
    assertEquals(isWide ? 16 : 8, PoolHeader.linkBytes(memory));
    assertEquals(BASE + (isWide ? 16 : 8), PoolHeader.links(memory, BASE));
    assertEquals(BASE + (isWide ? 24 : 12), PoolHeader.previousAt(memory, BASE));
    assertEquals(0xffff, PoolHeader.NO_CLASS);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 4})
  void aUsedPoolShowsAllFields(int wordBytes) {
    assertEquals(expected(wordBytes, 1, 0x777, true, true), shown(wordBytes, 1, 0x777));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 4})
  void aFullPoolShowsNoLinks(int wordBytes) {
    assertEquals(expected(wordBytes, 3, 0, false, false), shown(wordBytes, 3, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 4})
  void anEmptyPoolShowsItsNextOnly(int wordBytes) {
    assertEquals(expected(wordBytes, 0, 0x777, true, false), shown(wordBytes, 0, 0x777));
  }

  private static List<String> shown(int wordBytes, long count, long freeBlock) {
    try (Arena arena = Arena.ofConfined()) {
      Memory memory = Memory.plain(wordBytes, arena.allocate(48).address() - BASE);
      PoolHeader.setCount(memory, BASE, count);
      PoolHeader.setFreeBlock(memory, BASE, freeBlock);
      PoolHeader.setNext(memory, BASE, 0x1111);
      PoolHeader.setPrevious(memory, BASE, 0x2222);
      PoolHeader.setArenaIndex(memory, BASE, 3);
      PoolHeader.setClassIndex(memory, BASE, 4);
      PoolHeader.setNextOffset(memory, BASE, 5);
      PoolHeader.setMaxNextOffset(memory, BASE, 6);
      return Field.shown(BASE, visitor -> PoolHeader.visit(memory, BASE, visitor));
    }
  }

  private static List<String> expected(
      int word, long count, long freeBlock, boolean hasNext, boolean hasPrevious) {
    List<String> lines = new java.util.ArrayList<>();
    lines.add(line("pool.count", 0, 4, count));
    lines.add(line("pool.freeblock", word, word, freeBlock));
    if (hasNext) {
      lines.add(line("pool.nextpool", 2 * word, word, 0x1111));
    }
    if (hasPrevious) {
      lines.add(line("pool.prevpool", 3 * word, word, 0x2222));
    }
    lines.add(line("pool.arenaindex", 4 * word, 4, 3));
    lines.add(line("pool.szidx", 4 * word + 4, 4, 4));
    lines.add(line("pool.nextoffset", 4 * word + 8, 4, 5));
    lines.add(line("pool.maxnextoffset", 4 * word + 12, 4, 6));
    return lines;
  }
}
