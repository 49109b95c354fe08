package org.poolproof.impl.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.poolproof.impl.layout.Geometry.Index;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.Geometry.Rules;
import org.poolproof.impl.layout.Geometry.Table;

/** A geometry that does not work is refused with the reason; one at each limit works. */
class GeometryTest {
  private static final Rules RULES = new Rules(false, false, true);
  private static final Table TABLE = new Table();

  /** A small geometry that works, and whose parts a test spoils one at a time. */
  private static final class Draft {
    private int word = 8;
    private int alignment = 16;
    private int classes = 2;
    private int pool = 256;
    private int arena = 1024;
    private int header = 48;
    private List<Integer> offsets = List.of(240, 224);
    private Index index = new Radix(1, 1, 1);
    private int records = 1;

    Geometry geometry() {
      return new Geometry(
          word, alignment, classes, pool, arena, header, offsets, index, true, records, RULES);
    }
  }

  /** Spoils a draft. */
  @FunctionalInterface
  interface Change {
    void to(Draft draft);
  }

  @Test
  void wordsAreOf8Or4Bytes() {
    refused("a word is 8 or 4 bytes", draft -> draft.word = 16);
    refused("a word is 8 or 4 bytes", draft -> draft.word = 0);
    works(draft -> draft.word = 4);
  }

  @Test
  void alignmentIsAPowerOfTwoThatHoldsALink() {
    refused("the alignment is a power of two", draft -> draft.alignment = 24);
    refused("the alignment is a power of two", draft -> draft.alignment = 0);
    refused("a free block holds a link: alignment >= word", draft -> draft.alignment = 4);
    works(draft -> draft.alignment = 8);
  }

  @Test
  void classesAreFewerThanTheMarkOfNone() {
    refused("classes are 1 to 65534", draft -> draft.classes = 0);
    refused("classes are 1 to 65534", draft -> draft.classes = 65_535);
    works(draft -> {
      draft.classes = 1;
      draft.offsets = List.of(240);
    });
    works(draft -> {
      draft.classes = 65_534;
      draft.pool = 1 << 25;
      draft.arena = 1 << 26;
      draft.offsets = Collections.nCopies(65_534, (1 << 25) - 16 * 65_534);
    });
  }

  @Test
  void poolIsAPowerOfTwo() {
    refused("a pool is a power of two", draft -> draft.pool = 384);
  }

  @Test
  void headerHoldsItsFieldsAndAlignsTheFirstBlock() {
    refused("the header holds its fields", draft -> draft.header = 32);
    refused("the first block is aligned", draft -> draft.header = 56);
    works(draft -> draft.header = 64);
  }

  @Test
  void everyClassHasItsGreatestOffset() {
    refused("every class has its greatest offset", draft -> draft.offsets = List.of(240));
    refused("every class has its greatest offset", draft -> draft.offsets = List.of(240, 224, 208));
  }

  @Test
  void poolsHaveRoomForTwoBlocksOfEachClass() {
    String sentence = "a pool has room for two blocks of each class";
    works(draft -> draft.offsets = List.of(64, 80));
    refused(sentence, draft -> draft.offsets = List.of(63, 80));
    refused(sentence, draft -> draft.offsets = List.of(64, 79));
  }

  @Test
  void lastBlocksEndInTheirPool() {
    refused("the last block ends in its pool", draft -> draft.offsets = List.of(241, 224));
    refused("the last block ends in its pool", draft -> draft.offsets = List.of(240, 225));
  }

  @Test
  void arenaIsTwoPoolsOrMore() {
    refused("an arena is a multiple of a pool", draft -> draft.arena = 1000);
    refused("an arena has at least two pools", draft -> draft.arena = 256);
    works(draft -> draft.arena = 512);
  }

  @Test
  void arenaIsAPowerOfTwoWhereFramesAre() {
    refused("radix: arenas a power of two", draft -> draft.arena = 768);
    works(draft -> {
      draft.arena = 768;
      draft.index = TABLE;
    });
  }

  @Test
  void firstTableHasARecord() {
    refused("the first table has a record", draft -> draft.records = 0);
  }

  @Test
  void radixTreesHaveOneLevelOrThree() {
    refused("a radix tree has one level or three", () -> new Radix(1, 0, 3));
    refused("a radix tree has one level or three", () -> new Radix(0, 1, 3));
    refused("a radix tree has leaves", () -> new Radix(1, 1, 0));
    refused("a radix tree indexes addresses", () -> new Radix(20, 20, 24));
    assertFalse(new Radix(20, 20, 23).isFlat());
    assertTrue(new Radix(0, 0, 1).isFlat());
  }

  @Test
  void offsetsAreTakenAsTheyAre() {
    List<Integer> offsets = new ArrayList<>(List.of(80, 112));
    Draft draft = new Draft();
    draft.offsets = offsets;
    Geometry geometry = draft.geometry();
    offsets.set(0, 64);
    assertEquals(List.of(80, 112), geometry.maxNextOffsets());
    assertEquals(112, geometry.maxNextOffset(1));
  }

  @Test
  void numbersFollowFromTheOthers() {
    Draft draft = new Draft();
    draft.offsets = List.of(80, 112);
    Geometry geometry = draft.geometry();
    assertEquals(32, geometry.smallLimit());
    assertEquals(4, geometry.classShift());
    assertEquals(16, geometry.blockBytes(0));
    assertEquals(32, geometry.blockBytes(1));
    assertEquals(3, geometry.blockCount(0));
    assertEquals(3, geometry.blockCount(1));
    assertEquals(4, geometry.poolCount());
    assertEquals(Long.MAX_VALUE, geometry.requestLimit());
  }

  @Test
  void memoryHasTheGeometrysWords() {
    Draft draft = new Draft();
    assertEquals(8, draft.geometry().memory(0x10).wordBytes());
    assertEquals(0x10, draft.geometry().memory(0x10).displacement());
    draft.word = 4;
    assertEquals(4, draft.geometry().memory(0).wordBytes());
    assertEquals(Integer.MAX_VALUE, draft.geometry().requestLimit());
  }

  /** 32 bytes of fields, rounded up to blocks of 64. */
  @Test
  void fullGeometriesRoundTheHeaderUp() {
    Geometry geometry = Geometry.full(8, 64, 2, 512, 2048, TABLE, false, RULES);
    assertEquals(64, geometry.headerBytes());
    assertEquals(List.of(448, 384), geometry.maxNextOffsets());
    assertEquals(7, geometry.blockCount(0));
    assertEquals(3, geometry.blockCount(1));
    assertEquals(16, geometry.initialRecordCount());
    assertEquals(48, Geometry.full(8, 16, 2, 512, 2048, TABLE, false, RULES).headerBytes());
    assertEquals(32, Geometry.full(4, 32, 2, 512, 2048, TABLE, false, RULES).headerBytes());
  }

  private static void works(Change change) {
    Draft draft = new Draft();
    change.to(draft);
    Geometry geometry = draft.geometry();
    assertEquals(draft.word, geometry.wordBytes());
  }

  private static void refused(String sentence, Change change) {
    Draft draft = new Draft();
    change.to(draft);
    refused(sentence, draft::geometry);
  }

  private static void refused(String sentence, Executable construction) {
    IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, construction);
    assertEquals("no geometry: " + sentence, refused.getMessage());
  }
}
