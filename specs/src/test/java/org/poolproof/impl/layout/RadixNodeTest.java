package org.poolproof.impl.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.poolproof.impl.layout.Field.BASE;
import static org.poolproof.impl.layout.Field.half;
import static org.poolproof.impl.layout.Field.line;
import static org.poolproof.impl.layout.Field.word;

import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.memory.Memory;

/** Nodes of the radix tree are as long, and lie, as PYMALLOC.md 7 says. */
class RadixNodeTest {
  private static final Radix TWO_BITS_EACH = new Radix(2, 1, 1);

  @Test
  void nodesOf310AreAsLongAsItsRawCallsSay() {
    assertEquals(8192, RadixNode.middleBytes(new Radix(10, 10, 8), 8));
    assertEquals(2048, RadixNode.bottomBytes(new Radix(10, 10, 8)));
    assertEquals(8192, RadixNode.rootBytes(Presets.cpython310()));
  }

  @Test
  void nodesOf311AreAsLongAsItsRawCallsSay() {
    assertEquals(262_144, RadixNode.middleBytes(new Radix(15, 15, 14), 8));
    assertEquals(131_072, RadixNode.bottomBytes(new Radix(15, 15, 14)));
    assertEquals(262_144, RadixNode.rootBytes(Presets.cpython311()));
  }

  @Test
  void theRootOf32BitsIsTheLeavesThemselves() {
    assertEquals(8 << 14, RadixNode.rootBytes(Presets.cpython311Of32Bits()));
    assertEquals(0, RadixNode.rootBytes(Presets.cpython39Of32Bits()));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 4})
  void childrenAndLeavesLieSideBySide(int wordBytes) {
    word(
            "third child",
            16,
            8,
            (memory, at) -> RadixNode.child(memory, at, 2),
            (memory, at, value) -> RadixNode.setChild(memory, at, 2, value))
        .check(wordBytes, 32);
    half(
            "hi of the second",
            8,
            8,
            (memory, at) -> RadixNode.high(memory, RadixNode.leaf(at, 1)) & 0xFFFF_FFFFL,
            (memory, at, value) -> RadixNode.setHigh(memory, RadixNode.leaf(at, 1), value))
        .check(wordBytes, 32);
    half(
            "lo of the third",
            20,
            20,
            (memory, at) -> RadixNode.low(memory, RadixNode.leaf(at, 2)) & 0xFFFF_FFFFL,
            (memory, at, value) -> RadixNode.setLow(memory, RadixNode.leaf(at, 2), value))
        .check(wordBytes, 32);
    assertEquals(8, RadixNode.LEAF_BYTES);
  }

  @Test
  void offsetsAreSigned() {
    try (Arena arena = Arena.ofConfined()) {
      Memory memory = Memory.plain(8, arena.allocate(16).address() - BASE);
      RadixNode.setHigh(memory, BASE, RadixNode.WHOLE_FRAME);
      RadixNode.setLow(memory, BASE, -2);
      assertEquals(-1, RadixNode.high(memory, BASE));
      assertEquals(-2, RadixNode.low(memory, BASE));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 4})
  void aTreeShowsItsRootAndWhatHangsBelow(int word) {
    try (Arena arena = Arena.ofConfined()) {
      Memory memory = Memory.plain(word, arena.allocate(256).address() - BASE);
      long middle = BASE + 64;
      long bottom = BASE + 128;
      RadixNode.setChild(memory, BASE, 3, middle);
      RadixNode.setChild(memory, middle, 0, bottom);
      RadixNode.setHigh(memory, RadixNode.leaf(bottom, 1), 0x30);
      RadixNode.setLow(memory, RadixNode.leaf(bottom, 0), 0x10);
      assertEquals(
          List.of(
              line("arena_map_root", 0, word, 0),
              line("arena_map_root", word, word, 0),
              line("arena_map_root", 2 * word, word, 0),
              line("arena_map_root", 3 * word, word, middle),
              line("arena_map_mid", 64, word, bottom),
              line("arena_map_bot.tail_hi", 128, 4, 0),
              line("arena_map_bot.tail_lo", 132, 4, 0x10),
              line("arena_map_bot.tail_hi", 136, 4, 0x30),
              line("arena_map_bot.tail_lo", 140, 4, 0),
              line("arena_map_mid", 64 + word, word, 0)),
          Field.shown(BASE, visitor -> RadixNode.visit(memory, TWO_BITS_EACH, 0, BASE, visitor)));
      assertEquals(
          4, Field.shown(BASE, to -> RadixNode.visit(memory, TWO_BITS_EACH, 2, bottom, to)).size());
    }
  }
}
