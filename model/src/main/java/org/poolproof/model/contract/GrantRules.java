package org.poolproof.model.contract;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;

/** The rules on whether and where a demand is granted: C1 to C3 and C8 to C11. Stateless. */
final class GrantRules {
  private static final String UNEXPLAINED_NULL = "null, and no layer below had refused";

  private final Profile profile;
  private final RuleBook rules;

  GrantRules(Profile profile, RuleBook rules) {
    this.profile = profile;
    this.rules = rules;
  }

  /** What a null answer to {@code demand} breaks. */
  Verdict.@Nullable Broken nullBroken(Demand demand, boolean refusedBelow) {
    if (refusedBelow || demand.overflows() || demand.size().exceeds(profile.limitBytes())) {
      return null;
    }
    if (demand.size().isZero()) {
      return profile.mustServeZero(demand.old() != null)
          ? rules.broken(Rule.ZERO_SERVED, "a block", UNEXPLAINED_NULL, demand.old())
          : null;
    }
    return demand.size().exceeds(profile.servedBytes())
        ? null
        : rules.broken(
            Rule.SERVED, "a block of " + demand.size() + " bytes", UNEXPLAINED_NULL, demand.old());
  }

  /**
   * What it breaks that {@code demand} is answered with {@code block}, next to {@code live}, which
   * no longer holds the block that was reallocated.
   */
  Verdict.@Nullable Broken placeBroken(
      Demand demand, LiveBlock block, BlockIndex live, @Nullable Memory memory) {
    Verdict.@Nullable Broken broken = sizeBroken(demand, block);
    if (broken == null) {
      broken = addressBroken(block, memory);
    }
    if (broken == null) {
      broken = alignmentBroken(block);
    }
    return broken == null ? overlapBroken(block, live) : broken;
  }

  private Verdict.@Nullable Broken sizeBroken(Demand demand, LiveBlock block) {
    if (demand.overflows()) {
      return rules.broken(Rule.OVERFLOW_SEEN, "null", block.address().toString(), demand.old());
    }
    return block.size().exceeds(profile.limitBytes())
        ? rules.broken(Rule.LIMITED, "null", block.address().toString(), block)
        : null;
  }

  private Verdict.@Nullable Broken addressBroken(LiveBlock block, @Nullable Memory memory) {
    Address end = new Address(profile.greatestWord());
    if (!block.address().isWithin(Address.NULL, end.value())
        || block.extent().exceeds(end.offsetFrom(block.address()))) {
      return rules.broken(
          Rule.ADDRESSABLE, "an end not above " + end, block.address().toString(), block);
    }
    return memory != null
            && !block.size().isZero()
            && !memory.holds(block.address(), block.size().value())
        ? rules.broken(Rule.ADDRESSABLE, "bytes that exist", block.address().toString(), block)
        : null;
  }

  private Verdict.@Nullable Broken alignmentBroken(LiveBlock block) {
    long owedBytes = profile.owedAlignmentBytes(block.size());
    return block.address().isAligned(owedBytes)
        ? null
        : rules.broken(
            Rule.ALIGNED, "a multiple of " + owedBytes, block.address().toString(), block);
  }

  /** Live blocks are disjoint, so the one that begins last up to the block's end decides. */
  private Verdict.@Nullable Broken overlapBroken(LiveBlock block, BlockIndex live) {
    LiveBlock other = live.floor(block.last());
    if (other == null || other.last().compareTo(block.address()) < 0) {
      return null;
    }
    boolean startsInside = block.address().isWithin(other.address(), other.extent().value());
    return rules.broken(
        Rule.DISJOINT,
        "no byte of a live block",
        block.address() + ".." + block.last(),
        other,
        startsInside ? new ByteCount(block.address().offsetFrom(other.address())) : ByteCount.ZERO);
  }
}
