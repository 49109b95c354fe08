package org.poolproof.model.contract;

import java.util.EnumSet;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Operation;

/**
 * A judge of one run of one allocator: the ledger of its live blocks, and the {@link Rule rules}.
 *
 * <p>For each operation the driver calls {@link #before}, then the allocator, then {@link #judge};
 * at intervals and at the end {@link #verifyAll}. Mutable, deterministic, for one thread. The first
 * broken verdict is the last: what an allocator does after it broke a rule says nothing. The bytes
 * are then as they were found.
 *
 * <p>The contents of live blocks belong to the contract. It fills each granted block with a pattern
 * of its own, new at every realloc, and nobody else may write there.
 *
 * <p>The client's own faults are not judged: an operation on an address that is neither null nor a
 * live block, and an answer to free, are refused with an IllegalArgumentException and change
 * nothing.
 */
public final class Contract {
  private static final Verdict KEPT = new Verdict.Kept(true);
  private static final Verdict KEPT_UNREAD = new Verdict.Kept(false);

  private final Profile profile;
  private final Scrutiny scrutiny;
  private final GrantRules grantRules;
  private final RuleBook rules;
  private final Pattern pattern;
  private final BlockIndex live = new BlockIndex();
  private long grantCount;
  private Address visited = Address.NULL;
  private boolean isBroken;

  /** All rules. */
  public Contract(Profile profile, Scrutiny scrutiny) {
    this(profile, scrutiny, EnumSet.allOf(Rule.class));
  }

  /** Only {@code judged}: what breaks other rules is taken as it comes. */
  public Contract(Profile profile, Scrutiny scrutiny, Set<Rule> judged) {
    this.profile = profile;
    this.scrutiny = scrutiny;
    this.pattern = new Pattern(scrutiny);
    this.rules = new RuleBook(judged);
    this.grantRules = new GrantRules(profile, rules);
  }

  public Profile profile() {
    return profile;
  }

  public int liveBlockCount() {
    return live.size();
  }

  /** The live block that starts at {@code address}, null if none does. */
  public @Nullable LiveBlock liveBlockAt(Address address) {
    return live.at(address);
  }

  /**
   * To be called before {@code operation} is performed: the last look at the block that it gives up
   * or moves (C4). A driver that never calls it loses only that.
   *
   * @param memory null if it cannot be read
   * @throws IllegalArgumentException if {@code operation} uses a block that is not live
   * @throws IllegalStateException after a broken verdict
   */
  public Verdict before(Operation operation, @Nullable Memory memory) {
    requireUnbroken();
    LiveBlock block =
        switch (operation) {
          case Operation.Malloc malloc -> null;
          case Operation.Calloc calloc -> null;
          case Operation.Realloc realloc -> owned(realloc.block());
          case Operation.Free free -> owned(free.block());
        };
    return concluded(contentsBroken(Rule.CONTENTS_KEPT, block, memory), isReadable(block, memory));
  }

  /**
   * Judges the answer to {@code operation} and enters it into the ledger.
   *
   * @param answer the pointer, the null address for null; for free, which answers nothing, null too
   * @param refusedBelow whether a layer below refused a request during this very operation; of an
   *     allocator whose layers are not seen, false
   * @param memory null if it cannot be read: then no rule on contents is judged, and the verdict
   *     says so
   * @throws IllegalArgumentException if {@code operation} uses a block that is not live, or free
   *     has an answer
   * @throws IllegalStateException after a broken verdict
   */
  public Verdict judge(
      Operation operation, Address answer, boolean refusedBelow, @Nullable Memory memory) {
    requireUnbroken();
    return switch (operation) {
      case Operation.Malloc malloc -> answered(Demand.of(malloc), answer, refusedBelow, memory);
      case Operation.Calloc calloc ->
          answered(Demand.of(calloc, profile), answer, refusedBelow, memory);
      case Operation.Realloc realloc ->
          answered(Demand.of(realloc, owned(realloc.block())), answer, refusedBelow, memory);
      case Operation.Free free -> freed(free, answer, memory);
    };
  }

  /**
   * Verifies every live block (C4): what is owed at the end, and as often as one likes before.
   * Costs the bytes of all blocks, or of their edges.
   *
   * @throws IllegalStateException after a broken verdict
   */
  public Verdict verifyAll(Memory memory) {
    requireUnbroken();
    boolean allPatterned = true;
    for (LiveBlock block = live.above(Address.NULL);
        block != null;
        block = live.above(block.address())) {
      Verdict.@Nullable Broken broken = contentsBroken(Rule.CONTENTS_KEPT, block, memory);
      if (broken != null) {
        return concluded(broken, true);
      }
      allPatterned &= block.patterned();
    }
    return concluded(null, allPatterned);
  }

  private Verdict freed(Operation.Free free, Address answer, @Nullable Memory memory) {
    LiveBlock block = owned(free.block());
    if (!answer.isNull()) {
      throw new IllegalArgumentException("free answers nothing, not " + answer);
    }
    if (block != null) {
      live.remove(block.address());
    }
    return concluded(visitedBroken(memory), memory != null);
  }

  private Verdict answered(
      Demand demand, Address answer, boolean refusedBelow, @Nullable Memory memory) {
    Verdict.@Nullable Broken broken =
        answer.isNull()
            ? refusalBroken(demand, refusedBelow, memory)
            : grantBroken(demand, answer, memory);
    return concluded(
        broken == null ? visitedBroken(memory) : broken, isReadable(demand.old(), memory));
  }

  private Verdict.@Nullable Broken refusalBroken(
      Demand demand, boolean refusedBelow, @Nullable Memory memory) {
    Verdict.@Nullable Broken broken = grantRules.nullBroken(demand, refusedBelow);
    LiveBlock old = demand.old();
    if (broken != null || old == null) {
      return broken;
    }
    if (demand.size().isZero() && !profile.mustServeZero(true)) {
      live.remove(old.address());
      return null;
    }
    return contentsBroken(Rule.REFUSAL_KEEPS, old, memory);
  }

  private Verdict.@Nullable Broken grantBroken(
      Demand demand, Address answer, @Nullable Memory memory) {
    LiveBlock old = demand.old();
    if (old != null) {
      live.remove(old.address());
    }
    LiveBlock block = new LiveBlock(answer, demand.size(), ++grantCount, memory != null);
    Verdict.@Nullable Broken broken = grantRules.placeBroken(demand, block, live, memory);
    if (broken == null && memory != null) {
      broken = grantedContentsBroken(demand, block, memory);
    }
    if (broken != null) {
      return broken;
    }
    if (memory != null) {
      pattern.fill(memory, block);
    }
    live.put(block);
    return null;
  }

  private Verdict.@Nullable Broken grantedContentsBroken(
      Demand demand, LiveBlock block, Memory memory) {
    LiveBlock old = demand.old();
    if (old != null && old.patterned()) {
      ByteCount prefix = demand.prefixOf(old);
      return rules.broken(
          Rule.PREFIX_KEPT, pattern.differenceAt(memory, block.address(), old, prefix), block);
    }
    return demand.zeroed()
        ? rules.broken(Rule.ZEROED, pattern.dirtAt(memory, block.address(), block.size()), block)
        : null;
  }

  /** Verifies the next few blocks, in turn. */
  private Verdict.@Nullable Broken visitedBroken(@Nullable Memory memory) {
    if (memory == null) {
      return null;
    }
    for (int visit = 0; visit < scrutiny.visitedBlockCount(); visit++) {
      LiveBlock above = live.above(visited);
      LiveBlock block = above == null ? live.above(Address.NULL) : above;
      if (block == null) {
        return null;
      }
      visited = block.address();
      Verdict.@Nullable Broken broken = contentsBroken(Rule.CONTENTS_KEPT, block, memory);
      if (broken != null) {
        return broken;
      }
    }
    return null;
  }

  private Verdict.@Nullable Broken contentsBroken(
      Rule rule, @Nullable LiveBlock block, @Nullable Memory memory) {
    return block == null || !block.patterned() || memory == null
        ? null
        : rules.broken(rule, pattern.differenceIn(memory, block), block);
  }

  private static boolean isReadable(@Nullable LiveBlock old, @Nullable Memory memory) {
    return memory != null && (old == null || old.patterned());
  }

  private Verdict concluded(Verdict.@Nullable Broken broken, boolean contentsJudged) {
    if (broken != null) {
      isBroken = true;
      return broken;
    }
    return contentsJudged ? KEPT : KEPT_UNREAD;
  }

  private @Nullable LiveBlock owned(Address address) {
    LiveBlock block = live.at(address);
    if (block == null && !address.isNull()) {
      throw new IllegalArgumentException(
          address + " is not a live block: the client's fault, not the allocator's");
    }
    return block;
  }

  private void requireUnbroken() {
    if (isBroken) {
      throw new IllegalStateException("a rule was broken before; begin anew with a new Contract");
    }
  }
}
