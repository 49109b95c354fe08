package org.poolproof.specs.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.ArenaSlots;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.Ownership;
import org.poolproof.model.geometry.SizeClass;

/**
 * A geometry in the constants of the specification.
 *
 * @param geometry a tiny one
 */
public record Configuration(Geometry geometry) {

  private static final Pattern INVARIANT = Pattern.compile("(?m)^[A-Z]+_[A-Z_]+(?= ==)");

  /** The names of the invariants that {@code specification} has. */
  public static List<String> invariants(String specification) {
    return INVARIANT.matcher(specification).results().map(MatchResult::group).toList();
  }

  /**
   * What TLC reads.
   *
   * @param invariants those to check
   * @param edgeOperator what stands in the place of the operator {@code Edge}, null for itself
   */
  public String text(List<String> invariants, @Nullable String edgeOperator) {
    ArenaSlots slots = geometry.slots();
    if (slots == null) {
      throw new IllegalArgumentException(geometry.name() + ": expected a tiny geometry");
    }
    List<String> lines = new ArrayList<>();
    lines.add("\\* " + geometry.name());
    lines.add("CONSTANTS");
    assign(lines, "Align", geometry.alignmentBytes());
    assign(lines, "ClassCount", geometry.sizeClassCount());
    assign(lines, "BlockCount", geometry.blocksPerPool(new SizeClass(0)));
    assign(lines, "PoolCount", geometry.poolsPerArena());
    assign(lines, "SlotCount", slots.count());
    assign(lines, "Base", quoted(slots.base().name()));
    assign(lines, "FirstFrame", geometry.firstSlotFrameIndex());
    assign(lines, "PoolBytes", geometry.poolBytes());
    assign(lines, "InitialRecordCount", geometry.initialRecordCount());
    assign(lines, "KeepsLast", geometry.keepsLastArena() ? "TRUE" : "FALSE");
    assign(lines, "RawLimit", geometry.rawBlockLimit());
    switch (geometry.ownership()) {
      case Ownership.Table() -> assignTree(lines, "table", 0, 0);
      case Ownership.Radix radix ->
          assignTree(lines, "radix", radix.middleBits(), radix.bottomBits());
    }
    if (edgeOperator != null) {
      lines.add("  Edge <- " + edgeOperator);
    }
    lines.add("SPECIFICATION Spec");
    lines.add("CHECK_DEADLOCK FALSE");
    if (!invariants.isEmpty()) {
      lines.add("INVARIANTS");
      invariants.forEach(invariant -> lines.add("  " + invariant));
    }
    return String.join("\n", lines) + "\n";
  }

  private static void assignTree(
      List<String> lines, String ownership, int middleBits, int bottomBits) {
    assign(lines, "Ownership", quoted(ownership));
    assign(lines, "MiddleBits", middleBits);
    assign(lines, "BottomBits", bottomBits);
  }

  private static void assign(List<String> lines, String constant, Object value) {
    lines.add("  " + constant + " = " + value);
  }

  private static String quoted(String text) {
    return '"' + text.toLowerCase(Locale.ROOT) + '"';
  }
}
