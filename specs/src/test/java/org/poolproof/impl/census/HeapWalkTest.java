package org.poolproof.impl.census;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.poolproof.impl.pymalloc.Ground.ARENAS;
import static org.poolproof.impl.pymalloc.Ground.raw;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Table;
import org.poolproof.impl.layout.PoolHeader;
import org.poolproof.impl.layout.Presets;
import org.poolproof.impl.pymalloc.Ground;
import org.poolproof.impl.pymalloc.Pymalloc;

/** A walk shows every live field and every block that is handed out, once and in order. */
class HeapWalkTest {
  /**
   * Of a heap with a used pool with a free list of two, a full pool, an empty one, a virgin one.
   */
  private static final String RECORD_AND_POOLS =
      """
      arena.address 100000 8 4000000
      arena.pool_address 100008 8 4000300
      arena.nfreepools 100010 4 2
      arena.ntotalpools 100014 4 4
      arena.freepools 100018 8 4000200
      arena.nextarena 100020 8 0
      arena.prevarena 100028 8 0
      pool.count 4000000 4 1
      pool.freeblock 4000008 8 4000050
      pool.nextpool 4000010 8 HEAD
      pool.prevpool 4000018 8 HEAD
      pool.arenaindex 4000020 4 0
      pool.szidx 4000024 4 0
      pool.nextoffset 4000028 4 60
      pool.maxnextoffset 400002c 4 50
      block.next 4000050 8 4000030
      block.next 4000030 8 0
      pool.count 4000100 4 3
      pool.freeblock 4000108 8 0
      pool.arenaindex 4000120 4 0
      pool.szidx 4000124 4 0
      pool.nextoffset 4000128 4 60
      pool.maxnextoffset 400012c 4 50
      pool.count 4000200 4 0
      pool.freeblock 4000208 8 4000230
      pool.nextpool 4000210 8 0
      pool.arenaindex 4000220 4 0
      pool.szidx 4000224 4 1
      pool.nextoffset 4000228 4 70
      pool.maxnextoffset 400022c 4 70
      block.next 4000230 8 4000250
      block.next 4000250 8 0
      """;

  private Ground ground;
  private Pymalloc heap;
  private final List<String> fields = new ArrayList<>();
  private final List<String> blocks = new ArrayList<>();

  private void open(Geometry geometry, long... arenas) {
    ground = new Ground(geometry).arenas(arenas);
    heap = ground.open();
  }

  @AfterEach
  void close() {
    ground.close();
  }

  private void walk() {
    fields.clear();
    blocks.clear();
    HeapWalk.walk(
        ground.geometry(),
        ground.memory(),
        Ground.CONTROL,
        (name, at, bytes, value) ->
            fields.add(name + " " + hex(at) + " " + bytes + " " + hex(value)),
        (at, bytes) -> blocks.add(hex(at) + " " + bytes));
  }

  private static String hex(long value) {
    return Long.toHexString(value);
  }

  @Test
  void recordsPoolsAndFreeListsAreShown() {
    open(Ground.tiny(new Table(), true), ARENAS);
    for (int i = 0; i < 6; i++) {
      heap.malloc(16);
    }
    long emptied = heap.malloc(32);
    heap.free(ARENAS + 0x30);
    heap.free(ARENAS + 0x50);
    heap.free(emptied);
    walk();
    long head = ground.control().usedHead(0);
    List<String> expected = RECORD_AND_POOLS.replace("HEAD", hex(head)).lines().toList();
    int first = fields.indexOf(expected.get(0));
    assertEquals(expected, fields.subList(first, fields.size()));
    assertEquals("usedpools.nextpool 10000 8 4000000", fields.get(0));
    assertEquals("raw_allocated_blocks", fields.get(first - 1).split(" ")[0]);
    assertEquals(List.of("4000040 16", "4000130 16", "4000140 16", "4000150 16"), blocks);
  }

  @Test
  void unusedRecordsAreShownWithoutPools() {
    open(Ground.tiny(new Table(), false), ARENAS);
    heap.free(heap.malloc(16));
    walk();
    assertEquals(
        List.of("arena.address 100000 8 0", "arena.nextarena 100020 8 0"),
        fields.subList(fields.size() - 2, fields.size()));
    assertEquals(List.of(), blocks);
  }

  @Test
  void aMisalignedArenaBeginsWithItsFirstPool() {
    open(Ground.tiny(new Table(), false), ARENAS + 16);
    heap.malloc(32);
    walk();
    assertEquals(List.of("4000130 32"), blocks);
    assertTrue(fields.contains("pool.count 4000100 4 1"));
  }

  /** A root of 16, a middle node of 16 and 4096 leaves, between control block and records. */
  @Test
  void theTreeIsShownFromItsRoot() {
    open(Ground.tiny(), ARENAS);
    heap.malloc(16);
    walk();
    assertEquals(16, count("arena_map_root"));
    assertEquals(16, count("arena_map_mid"));
    assertEquals(4096, count("arena_map_bot.tail_hi"));
    assertTrue(fields.contains("arena_map_bot.tail_hi " + hex(raw(2)) + " 4 ffffffff"));
    long root = ground.control().rootAddress();
    assertTrue(fields.contains("arena_map_root " + hex(root + 8) + " 8 200000"));
  }

  @Test
  void leavesOf32BitsAreShownWithoutNodes() {
    open(Presets.cpython311Of32Bits(), ARENAS);
    heap.malloc(8);
    walk();
    assertEquals(0, count("arena_map_root"));
    assertEquals(1 << 14, count("arena_map_bot.tail_lo"));
    assertEquals(List.of("4000020 8"), blocks);
  }

  /** In front of the first block, into one, not carved, another pool's, twice. */
  @ParameterizedTest
  @ValueSource(longs = {0x20, 0x38, 0x50, 0x130, -0xD0, 0x40})
  void aFreeListThatLeavesItsBlocksIsAFault(long offset) {
    open(Ground.tiny(), ARENAS);
    heap.malloc(16);
    PoolHeader.setNextFree(ground.plain(), ARENAS + 0x40, ARENAS + offset);
    IllegalStateException fault = assertThrows(IllegalStateException.class, this::walk);
    assertEquals(
        "no free block of its pool, or one twice: 0x" + hex(ARENAS + offset), fault.getMessage());
  }

  private long count(String name) {
    return fields.stream().filter(line -> line.startsWith(name + " ")).count();
  }
}
