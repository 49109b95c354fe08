package org.poolproof.model.pymalloc.invariant;

import static org.poolproof.model.pymalloc.invariant.BlockInvariant.ALLOCATED_BLOCKS_ARE_CARVED;
import static org.poolproof.model.pymalloc.invariant.BlockInvariant.CARVED_BLOCKS_ARE_ALLOCATED_OR_FREE;
import static org.poolproof.model.pymalloc.invariant.BlockInvariant.COUNT_IS_NUMBER_OF_ALLOCATED_BLOCKS;
import static org.poolproof.model.pymalloc.invariant.BlockInvariant.FREE_BLOCKS_ARE_CARVED;
import static org.poolproof.model.pymalloc.invariant.BlockInvariant.FREE_BLOCKS_ARE_LISTED_ONCE;
import static org.poolproof.model.pymalloc.invariant.BlockInvariant.FREE_BLOCKS_ARE_NOT_ALLOCATED;
import static org.poolproof.model.pymalloc.invariant.BlockInvariant.FREE_BLOCKS_START_ON_BOUNDARIES;
import static org.poolproof.model.pymalloc.invariant.Broken.allocated;
import static org.poolproof.model.pymalloc.invariant.Broken.at;
import static org.poolproof.model.pymalloc.invariant.Broken.count;
import static org.poolproof.model.pymalloc.invariant.Broken.freeBlocks;
import static org.poolproof.model.pymalloc.invariant.Broken.nextOffset;
import static org.poolproof.model.pymalloc.invariant.Broken.pool;
import static org.poolproof.model.pymalloc.invariant.Broken.sizeClass;
import static org.poolproof.model.pymalloc.invariant.PoolInvariant.CARVED_BLOCKS_FIT;
import static org.poolproof.model.pymalloc.invariant.PoolInvariant.CARVED_POOLS_HAVE_A_SIZE_CLASS;
import static org.poolproof.model.pymalloc.invariant.PoolInvariant.MAX_NEXT_OFFSET_IS_THAT_OF_THE_CLASS;
import static org.poolproof.model.pymalloc.invariant.PoolInvariant.NEXT_OFFSET_IS_A_BLOCK_BOUNDARY;
import static org.poolproof.model.pymalloc.invariant.PoolInvariant.POOLS_FOLLOW_ONE_ANOTHER;
import static org.poolproof.model.pymalloc.invariant.PoolInvariant.POOLS_KNOW_THEIR_ARENA;
import static org.poolproof.model.pymalloc.invariant.PoolInvariant.POOLS_WITHOUT_FREE_BLOCK_ARE_CARVED_UP;
import static org.poolproof.model.pymalloc.invariant.PoolInvariant.TWO_BLOCKS_ARE_CARVED;
import static org.poolproof.model.pymalloc.invariant.UsedPoolInvariant.USED_POOLS_HAVE_THE_CLASS_OF_THEIR_LIST;
import static org.poolproof.model.pymalloc.invariant.Witness.alone;
import static org.poolproof.model.pymalloc.invariant.Witness.with;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.poolproof.model.pymalloc.state.ArenaIndex;
import org.poolproof.model.pymalloc.state.Pool;

/** States broken at blocks and at pool headers. */
final class PoolWitnesses {

  private PoolWitnesses() {}

  static Stream<Witness> all() {
    return Stream.of(ofBlocks(), ofFreeLists(), ofHeaders(), ofNextOffsets()).flatMap(List::stream);
  }

  private static List<Witness> ofBlocks() {
    return List.of(
        alone(
            COUNT_IS_NUMBER_OF_ALLOCATED_BLOCKS,
            "pool 0x2900: count: expected 1, actual 2",
            Sound::busy,
            s -> count(s, 0x2900, 2)),
        with(
            Set.of(HeapInvariant.STATISTICS_ADD_UP),
            COUNT_IS_NUMBER_OF_ALLOCATED_BLOCKS,
            "pool 0x2900: count: expected 1, actual 0",
            Sound::busy,
            s -> count(s, 0x2900, 0)),
        alone(
            ALLOCATED_BLOCKS_ARE_CARVED,
            "pool 0x2900: allocated blocks below next offset 80: expected 1, actual 0",
            Sound::busy,
            s -> allocated(s, 0x2900, 2)),
        with(
            Set.of(CARVED_BLOCKS_ARE_ALLOCATED_OR_FREE),
            ALLOCATED_BLOCKS_ARE_CARVED,
            "pool 0x2300: allocated blocks below next offset 112: expected 5, actual 4",
            Sound::busy,
            s -> allocated(s, 0x2300, 0, 1, 2, 3, 4)),
        alone(
            CARVED_BLOCKS_ARE_ALLOCATED_OR_FREE,
            "pool 0x2200: allocated and free blocks: expected 4, actual 3",
            Sound::busy,
            s -> freeBlocks(s, 0x2200, 0x2240)),
        alone(
            CARVED_BLOCKS_ARE_ALLOCATED_OR_FREE,
            "pool 0x2900: allocated and free blocks: expected 3, actual 2",
            Sound::busy,
            s -> nextOffset(s, 0x2900, 96)));
  }

  private static List<Witness> ofFreeLists() {
    return List.of(
        alone(
            FREE_BLOCKS_START_ON_BOUNDARIES,
            "pool 0x2900: offset of free block 0x2944: expected 48 and a multiple of 16, actual 68",
            Sound::busy,
            s -> freeBlocks(s, 0x2900, 0x2944)),
        alone(
            FREE_BLOCKS_START_ON_BOUNDARIES,
            "pool 0x2900: offset of free block 0x2920: expected 48 and a multiple of 16, actual 32",
            Sound::busy,
            s -> freeBlocks(s, 0x2900, 0x2920)),
        alone(
            FREE_BLOCKS_START_ON_BOUNDARIES,
            "pool 0x2a00: offset of free block 0x2a40: expected 48 and a multiple of 32, actual 64",
            Sound::busy,
            s -> freeBlocks(s, 0x2a00, 0x2a40)),
        alone(
            FREE_BLOCKS_ARE_CARVED,
            "pool 0x2900: offset of free block 0x2950: expected less than next offset 80, actual"
                + " 80",
            Sound::busy,
            s -> freeBlocks(s, 0x2900, 0x2950)),
        alone(
            FREE_BLOCKS_ARE_CARVED,
            "pool 0x2900: offset of free block 0x100002930: expected less than next offset 80,"
                + " actual 4294967344",
            Sound::busy,
            s -> freeBlocks(s, 0x2900, 0x1_0000_2930L)),
        alone(
            FREE_BLOCKS_ARE_LISTED_ONCE,
            "pool 0x2200: free block 0x2230: expected once, actual once more",
            Sound::busy,
            s -> freeBlocks(s, 0x2200, 0x2230, 0x2230)),
        alone(
            FREE_BLOCKS_ARE_NOT_ALLOCATED,
            "pool 0x2900: free block 0x2930: expected not allocated, actual allocated",
            Sound::busy,
            s -> freeBlocks(s, 0x2900, 0x2930)),
        alone(
            FREE_BLOCKS_ARE_NOT_ALLOCATED,
            "pool 0x2200: free block 0x2260: expected not allocated, actual allocated",
            Sound::busy,
            s -> freeBlocks(s, 0x2200, 0x2230, 0x2260)));
  }

  private static List<Witness> ofHeaders() {
    return List.of(
        alone(
            POOLS_FOLLOW_ONE_ANOTHER,
            "pool 0x2900: address: expected 0x2900, actual 0x2a00",
            Sound::busy,
            s -> pool(s, 0x2900, pool -> moved(pool, 0x2a00))),
        alone(
            POOLS_KNOW_THEIR_ARENA,
            "pool 0x2900: arena index: expected arena 2, actual arena 1",
            Sound::busy,
            s -> pool(s, 0x2900, pool -> of(pool, new ArenaIndex(1)))),
        alone(
            CARVED_POOLS_HAVE_A_SIZE_CLASS,
            "pool 0x2000: size class: expected class 0 to 1, actual never used",
            Sound::busy,
            s -> sizeClass(s, 0x2000, 0xffff)),
        alone(
            CARVED_POOLS_HAVE_A_SIZE_CLASS,
            "pool 0x2000: size class: expected class 0 to 1, actual class 2",
            Sound::busy,
            s -> sizeClass(s, 0x2000, 2)),
        alone(
            CARVED_POOLS_HAVE_A_SIZE_CLASS,
            "pool 0x2000: size class: expected class 0 to 1, actual class -1",
            Sound::busy,
            s -> sizeClass(s, 0x2000, -1)),
        with(
            Set.of(USED_POOLS_HAVE_THE_CLASS_OF_THEIR_LIST, HeapInvariant.STATISTICS_ADD_UP),
            CARVED_POOLS_HAVE_A_SIZE_CLASS,
            "pool 0x2900: size class: expected class 0 to 1, actual never used",
            Sound::busy,
            s -> sizeClass(s, 0x2900, 0xffff)),
        alone(
            MAX_NEXT_OFFSET_IS_THAT_OF_THE_CLASS,
            "pool 0x2a00: greatest next offset: expected 144, actual 145",
            Sound::busy,
            s -> pool(s, 0x2a00, pool -> pool.withHeader(pool.sizeClass(), 112, 145))));
  }

  private static Pool moved(Pool pool, long address) {
    return new Pool(
        at(address),
        pool.arena(),
        pool.sizeClass(),
        pool.allocated(),
        pool.allocatedCount(),
        pool.freeBlocks(),
        pool.nextOffset(),
        pool.maxNextOffset());
  }

  private static Pool of(Pool pool, ArenaIndex arena) {
    return new Pool(
        pool.address(),
        arena,
        pool.sizeClass(),
        pool.allocated(),
        pool.allocatedCount(),
        pool.freeBlocks(),
        pool.nextOffset(),
        pool.maxNextOffset());
  }

  private static List<Witness> ofNextOffsets() {
    return List.of(
        alone(
            NEXT_OFFSET_IS_A_BLOCK_BOUNDARY,
            "pool 0x2900: next offset: expected 48 and a multiple of 16, actual 88",
            Sound::busy,
            s -> nextOffset(s, 0x2900, 88)),
        alone(
            TWO_BLOCKS_ARE_CARVED,
            "pool 0x2000: next offset: expected at least 80, actual 64",
            Sound::busy,
            s -> nextOffset(freeBlocks(s, 0x2000, 0x2030), 0x2000, 64)),
        alone(
            CARVED_BLOCKS_FIT,
            "pool 0x2000: next offset: expected at most 112, actual 128",
            Sound::busy,
            s ->
                nextOffset(
                    freeBlocks(s, 0x2000, 0x2030, 0x2040, 0x2050, 0x2060, 0x2070), 0x2000, 128)),
        alone(
            POOLS_WITHOUT_FREE_BLOCK_ARE_CARVED_UP,
            "pool 0x2300: next offset without a free block: expected 112, actual 96",
            Sound::busy,
            s -> nextOffset(allocated(s, 0x2300, 0, 1, 2), 0x2300, 96)));
  }
}
