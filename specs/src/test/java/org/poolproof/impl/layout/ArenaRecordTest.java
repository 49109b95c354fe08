package org.poolproof.impl.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.poolproof.impl.layout.Field.BASE;
import static org.poolproof.impl.layout.Field.half;
import static org.poolproof.impl.layout.Field.line;
import static org.poolproof.impl.layout.Field.word;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.impl.memory.Memory;

/** The fields of an arena record lie where PYMALLOC.md 3 says. */
class ArenaRecordTest {
  private static final List<Field> FIELDS =
      List.of(
          word("address", 0, 0, ArenaRecord::address, ArenaRecord::setAddress),
          word("pool_address", 8, 4, ArenaRecord::poolAddress, ArenaRecord::setPoolAddress),
          half("nfreepools", 16, 8, ArenaRecord::freePoolCount, ArenaRecord::setFreePoolCount),
          half("ntotalpools", 20, 12, ArenaRecord::totalPoolCount, ArenaRecord::setTotalPoolCount),
          word("freepools", 24, 16, ArenaRecord::freePools, ArenaRecord::setFreePools),
          word("nextarena", 32, 20, ArenaRecord::next, ArenaRecord::setNext),
          word("prevarena", 40, 24, ArenaRecord::previous, ArenaRecord::setPrevious));

  @ParameterizedTest
  @ValueSource(ints = {8, 4})
  void fieldsLieWhereTheDocumentSays(int wordBytes) {
    for (Field field : FIELDS) {
      field.check(wordBytes, wordBytes == 8 ? 48 : 28);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 4})
  void placesAndLengthsAreThoseOfTheFields(int wordBytes) {
    Memory memory = Memory.plain(wordBytes, 0);
    boolean isWide = wordBytes == 8;
    assertEquals(isWide ? 48 : 28, ArenaRecord.bytes(memory));
    assertEquals(BASE + (isWide ? 8 : 4), ArenaRecord.poolAddressAt(memory, BASE));
    assertEquals(isWide ? 24 : 16, ArenaRecord.contentBytes(memory));
    assertEquals(BASE + (isWide ? 32 : 20), ArenaRecord.links(memory, BASE));
    assertEquals(isWide ? 16 : 8, ArenaRecord.linkBytes(memory));
    assertEquals(BASE + (isWide ? 40 : 24), ArenaRecord.previousAt(memory, BASE));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 4})
  void aUsableRecordShowsAllFields(int wordBytes) {
    assertEquals(expected(wordBytes, 0x7000, 1), shown(wordBytes, 0x7000, 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 4})
  void aRecordWithoutFreePoolsShowsNoLinks(int wordBytes) {
    assertEquals(expected(wordBytes, 0x7000, 0), shown(wordBytes, 0x7000, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 4})
  void aRecordWithoutArenaShowsItsNextOnly(int wordBytes) {
    assertEquals(expected(wordBytes, 0, 9), shown(wordBytes, 0, 9));
  }

  private static List<String> shown(int wordBytes, long address, long freePoolCount) {
    try (Arena arena = Arena.ofConfined()) {
      Memory memory = Memory.plain(wordBytes, arena.allocate(48).address() - BASE);
      ArenaRecord.setAddress(memory, BASE, address);
      ArenaRecord.setPoolAddress(memory, BASE, 0x7100);
      ArenaRecord.setFreePoolCount(memory, BASE, freePoolCount);
      ArenaRecord.setTotalPoolCount(memory, BASE, 64);
      ArenaRecord.setFreePools(memory, BASE, 0x7200);
      ArenaRecord.setNext(memory, BASE, 0x1111);
      ArenaRecord.setPrevious(memory, BASE, 0x2222);
      return Field.shown(BASE, visitor -> ArenaRecord.visit(memory, BASE, visitor));
    }
  }

  private static List<String> expected(int word, long address, long freePoolCount) {
    List<String> lines = new ArrayList<>();
    lines.add(line("arena.address", 0, word, address));
    if (address != 0) {
      lines.add(line("arena.pool_address", word, word, 0x7100));
      lines.add(line("arena.nfreepools", 2 * word, 4, freePoolCount));
      lines.add(line("arena.ntotalpools", 2 * word + 4, 4, 64));
      lines.add(line("arena.freepools", 2 * word + 8, word, 0x7200));
    }
    if (address == 0 || freePoolCount != 0) {
      lines.add(line("arena.nextarena", 3 * word + 8, word, 0x1111));
    }
    if (address != 0 && freePoolCount != 0) {
      lines.add(line("arena.prevarena", 4 * word + 8, word, 0x2222));
    }
    return lines;
  }
}
