package org.poolproof.specs.lockstep;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.Summary;
import org.poolproof.specs.script.SummaryKey;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.Subject;

/** What is particular to a trace: its layers below, and the summary in its header. */
final class TraceReplay {

  private final Summary summary;
  private final Subject subject;
  private final TraceLayers layers;
  private final TraceTotals totals = new TraceTotals();

  TraceReplay(Summary summary, Subject subject) {
    this.summary = summary;
    this.subject = subject;
    layers = new TraceLayers(summary.arenaBases());
  }

  LayersBelow layersFor(Step step) {
    layers.begin(step);
    return layers;
  }

  /** What is wrong with the arenas that the header lists, as far as they were asked for. */
  @Nullable Difference fault(long operation) {
    String fault = layers.fault();
    return fault == null
        ? null
        : new Difference(
            Difference.Rule.LAYER,
            summary.entry(SummaryKey.ARENA_BASES).line(),
            operation,
            "arenas that lie apart",
            fault);
  }

  /** Whether the contents of blocks say nothing any more, see {@link TraceRooms#isOutgrown}. */
  boolean isCrowded() {
    return layers.isCrowded();
  }

  void count(Step step, Client.Turn turn, Address answer, Names names) {
    totals.count(step, turn.named(), answer, names, subject);
  }

  /** The first key whose value is not that of the operations, null if there is none. */
  @Nullable Difference compareSummary(Names names) {
    HeapCounters heap = subject.counters();
    if (heap == null) {
      return null;
    }
    for (Summary.Entry entry : summary.entries()) {
      String value = value(entry.key(), names, heap);
      if (value != null && !value.equals(entry.value())) {
        return new Difference(
            Difference.Rule.SUMMARY,
            entry.line(),
            null,
            entry.key() + ": " + entry.value(),
            entry.key() + ": " + value);
      }
    }
    return null;
  }

  private @Nullable String value(SummaryKey key, Names names, HeapCounters heap) {
    if (key == SummaryKey.ARENA_BASES) {
      int known = summary.arenaBases().size();
      return layers.arenaCount() == known
          ? null
          : layers.arenaCount() + " arenas were asked for, where " + known + " are listed";
    }
    return totals.value(key, names, heap, subject);
  }
}
