package org.poolproof.model.pymalloc.rule;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.poolproof.model.geometry.ArenaSlots;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.Ownership;
import org.poolproof.model.geometry.SizeClass;

/** The numbered steps of PYMALLOC.md, counted wherever they are taken. */
public enum Rule {
  SIZE_OVER_LIMIT("2", "a request above the greatest signed word is refused, nothing is called"),
  CALLOC_OVERFLOW("2", "a calloc whose product is above it is refused, nothing is called"),
  PASSED_TO_RAW("2", "a function of the raw domain asks raw memory"),
  MEM_PASSED_TO_RAW("2", "a function of the mem domain asks raw memory", Rule::passesMemToRaw),
  ZERO_TO_RAW("2", "a request of zero bytes is passed on to raw memory"),
  LARGE_TO_RAW("2", "a request above the small limit is passed on to raw memory"),
  UNSERVED_TO_RAW("2", "a small request that finds no arena is passed on to raw memory"),
  RAW_REFUSES("2", "raw memory refuses what was passed on, and so does pymalloc"),
  CALLOC_ZEROES("2", "a block from a pool is zeroed over exactly the bytes asked for"),
  REALLOC_OF_NULL("2", "realloc of null is malloc"),
  REALLOC_FOREIGN("2", "realloc of a block outside the arenas is raw memory's, whatever the size"),
  REALLOC_FOREIGN_TO_ZERO("2", "to zero bytes: raw memory is asked for one", Rule::asksForOne),
  REALLOC_FOREIGN_STAYS("2", "and if it refuses, the block is answered", Rule::asksForOne),
  REALLOC_IN_PLACE("2", "a block that fits and is used by more than three quarters stays"),
  REALLOC_SHRINKS("2", "a block that is used by three quarters or less moves, and n bytes with it"),
  REALLOC_GROWS("2", "a block that is too small moves, and all of its bytes with it"),
  REALLOC_REFUSED("2", "no new block: the old one is left alone"),
  FREE_NULL("2", "free of null does nothing"),
  FREE_FOREIGN("2", "free of a block outside the arenas is raw memory's"),
  FREE_BLOCK_TAKEN("4.1a", "the first free block of the first used pool is taken"),
  BLOCK_CARVED("4.1b", "the free list ran out: the next block is carved", Rule::hasThirdBlock),
  POOL_FULL("4.1b", "the free list ran out and all is carved: the pool leaves its class"),
  ARENA_NEEDED("4.2", "no used pool and no usable arena: a new arena becomes the only usable one"),
  NOT_SERVED("4.2", "no used pool, no usable arena and no new one"),
  FREE_POOL_TAKEN("4.3a", "the pool of the head arena that was emptied last is taken"),
  POOL_CARVED("4.3a", "the head arena has no emptied pool: one is carved"),
  POOL_COUNTED("4.3b", "the head arena has a free pool less and stays"),
  ARENA_FULL("4.3b", "the head arena has no free pool left and leaves the usable list"),
  POOL_KEEPS_LIST("4.3d", "a pool last used by the same class keeps its free list"),
  POOL_INITIALISED("4.3e", "a pool is initialised: its first two blocks are carved"),
  TABLE_CREATED("4.4a", "no table: one with the first records is asked for"),
  TABLE_DOUBLED(
      "4.4a", "no unused record: a table twice as large is asked for", Rule::runsOutOfRecords),
  TABLE_REFUSED("4.4a", "raw memory refuses the table"),
  TABLE_OVERFLOW("4.4a", "the number of records does not fit: nothing is asked"),
  ARENA_REQUESTED("4.4b", "the arena allocator is asked for an arena"),
  ARENA_MARKED("4.4c", "the arena is marked in the radix tree", Rule::hasTree),
  ARENA_NOT_MARKED("4.4c", "the marking fails: the arena is given back", Rule::hasNodes),
  ARENA_REFUSED("4.4d", "no arena: the record returns to the front of the unused"),
  ARENA_ALIGNED("4.4e", "an arena at a pool boundary has all its pools", Rule::alignsArenas),
  ARENA_UNALIGNED("4.4e", "an arena between pool boundaries has a pool less", Rule::losesPools),
  BLOCK_RELEASED("5.1", "the block becomes the first of the free list"),
  FULL_POOL_RELINKED("5.2", "a pool that was full becomes the first of its class"),
  POOL_STAYS("5.3", "a pool with allocated blocks stays where it is", Rule::hasThirdBlock),
  POOL_EMPTIED("5.4", "an emptied pool becomes its arena's first free pool"),
  ARENA_GIVEN_BACK("5.4a", "a wholly free arena is given back", Rule::givesArenasBack),
  LAST_ARENA_KEPT("5.4a", "unless it is the last usable one", Geometry::keepsLastArena),
  FULL_ARENA_RELINKED("5.4b", "an arena that was full becomes the first usable one"),
  ARENA_MOVED("5.4c", "it moves behind the last with as many free pools as it had", Rule::sorts),
  ARENA_STAYS("5.4c", "an arena that is that last one stays", Rule::keepsTwoFreePools),
  INSIDE("6", "the address lies in a live arena"),
  OUTSIDE("6", "the address lies in no live arena"),
  MIDDLE_NODE_CREATED("7", "a missing middle node is asked for", Rule::hasNodes),
  MIDDLE_NODE_REFUSED("7", "raw memory refuses a middle node", Rule::hasNodes),
  BOTTOM_NODE_CREATED("7", "a missing bottom node is asked for", Rule::hasNodes),
  BOTTOM_NODE_REFUSED("7", "raw memory refuses a bottom node", Rule::hasNodes),
  SECOND_FRAME_MARKED("7", "an arena off the frame is marked in the next one", Rule::leavesFrame),
  FIRST_MARK_UNDONE("7", "the second marking fails: the first is undone", Rule::leavesNode),
  MARKS_CLEARED("7", "the marks of an arena given back are cleared", Rule::clearsMarks);

  private final String section;
  private final String sentence;
  private final Predicate<Geometry> applies;

  Rule(String section, String sentence) {
    this(section, sentence, geometry -> true);
  }

  Rule(String section, String sentence, Predicate<Geometry> applies) {
    this.section = section;
    this.sentence = sentence;
    this.applies = applies;
  }

  /** The section of PYMALLOC.md, and the step in it. */
  public String section() {
    return section;
  }

  public String sentence() {
    return sentence;
  }

  /** Whether {@code geometry} has this rule. */
  public boolean appliesTo(Geometry geometry) {
    return applies.test(geometry);
  }

  /**
   * Whether some sequence of operations and answers that a machine could carry out takes this step.
   * A table whose records no longer fit would need 2^31 arenas.
   */
  public boolean isReachable() {
    return this != TABLE_OVERFLOW;
  }

  /** The rules that {@code geometry} has. */
  public static Set<Rule> of(Geometry geometry) {
    EnumSet<Rule> rules = EnumSet.noneOf(Rule.class);
    Arrays.stream(values()).filter(rule -> rule.appliesTo(geometry)).forEach(rules::add);
    return rules;
  }

  private static boolean passesMemToRaw(Geometry geometry) {
    return !geometry.clientRules().memServed();
  }

  private static boolean asksForOne(Geometry geometry) {
    return geometry.clientRules().foreignToZeroAsksForOne();
  }

  private static boolean hasTree(Geometry geometry) {
    return geometry.ownership() instanceof Ownership.Radix;
  }

  private static boolean hasNodes(Geometry geometry) {
    return geometry.ownership() instanceof Ownership.Radix radix && radix.hasInteriorNodes();
  }

  private static boolean losesPools(Geometry geometry) {
    ArenaSlots slots = geometry.slots();
    return slots == null || slots.losesPools();
  }

  private static boolean leavesFrame(Geometry geometry) {
    ArenaSlots slots = geometry.slots();
    return hasTree(geometry) && (slots == null || slots.base() != ArenaSlots.Base.ARENA);
  }

  /**
   * Whether the frame behind an arena's own can lie under a node that is not there. Behind slot 0
   * it always does ({@link Geometry#firstSlotFrameIndex}); of mixed slots only the last leaves its
   * frame.
   */
  private static boolean leavesNode(Geometry geometry) {
    ArenaSlots slots = geometry.slots();
    if (!(geometry.ownership() instanceof Ownership.Radix radix) || !hasNodes(geometry)) {
      return false;
    }
    if (slots == null || slots.base() != ArenaSlots.Base.MIXED) {
      return leavesFrame(geometry);
    }
    long frameIndex = geometry.firstSlotFrameIndex() + slots.count() - 1;
    return radix.bottomNodeIndex(frameIndex) != radix.bottomNodeIndex(frameIndex + 1);
  }

  private static boolean alignsArenas(Geometry geometry) {
    ArenaSlots slots = geometry.slots();
    return slots == null || slots.keepsPools();
  }

  /** The first two blocks are made with the pool; only a third is carved, or can be left behind. */
  private static boolean hasThirdBlock(Geometry geometry) {
    return geometry.blocksPerPool(new SizeClass(0)) > 2;
  }

  /** Whether there can be as many arenas as the first table has records, and one more be needed. */
  private static boolean runsOutOfRecords(Geometry geometry) {
    ArenaSlots slots = geometry.slots();
    return slots == null || slots.count() >= geometry.initialRecordCount();
  }

  private static boolean hasSecondArena(Geometry geometry) {
    ArenaSlots slots = geometry.slots();
    return slots == null || slots.count() > 1;
  }

  private static boolean givesArenasBack(Geometry geometry) {
    return !geometry.keepsLastArena() || hasSecondArena(geometry);
  }

  private static boolean clearsMarks(Geometry geometry) {
    return hasTree(geometry) && givesArenasBack(geometry);
  }

  /** Whether some arena can have two free pools without being wholly free. */
  private static boolean hasThirdPool(Geometry geometry) {
    return geometry.poolsPerArena() - (alignsArenas(geometry) ? 0 : 1) > 2;
  }

  private static boolean sorts(Geometry geometry) {
    return hasSecondArena(geometry) && hasThirdPool(geometry);
  }

  private static boolean keepsTwoFreePools(Geometry geometry) {
    return geometry.keepsLastArena() || hasThirdPool(geometry);
  }
}
