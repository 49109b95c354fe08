package org.poolproof.model.pymalloc.statistics;

import java.util.Locale;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.Ownership;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.pymalloc.state.Counters;
import org.poolproof.model.pymalloc.state.RadixTree;
import org.poolproof.model.pymalloc.state.State;

/** The text of _PyObject_DebugMallocStats, byte for byte. PYMALLOC.md 9. */
public final class StatisticsText {

  private final State state;
  private final Geometry geometry;
  private final Census census;
  private final StringBuilder text = new StringBuilder();

  private StatisticsText(State state) {
    this.state = state;
    this.geometry = state.geometry();
    this.census = new Census(state);
  }

  /** What {@code state} prints: lines that each end with a line feed. */
  public static String of(State state) {
    StatisticsText statistics = new StatisticsText(state);
    statistics.sizeClasses();
    statistics.arenas();
    statistics.bytes();
    if (state.geometry().ownership() instanceof Ownership.Radix radix) {
      statistics.radixTree(radix);
    }
    return statistics.text.toString();
  }

  private void sizeClasses() {
    line(
        "Small block threshold = %d, in %d size classes.",
        geometry.smallLimitBytes(), geometry.sizeClassCount());
    line("");
    line("class   size   num pools   blocks in use  avail blocks");
    line("-----   ----   ---------   -------------  ------------");
    for (int index = 0; index < geometry.sizeClassCount(); index++) {
      SizeClass sizeClass = new SizeClass(index);
      if (census.poolCount(sizeClass) > 0) {
        line(
            "%5d %6d %11d %15d %13d",
            index,
            geometry.blockBytes(sizeClass),
            census.poolCount(sizeClass),
            census.allocatedCount(sizeClass),
            census.availableCount(sizeClass));
      }
    }
  }

  private void arenas() {
    Counters counters = state.counters();
    long arenaCount = counters.arenaCount();
    line("");
    number("# arenas allocated total", counters.arenasEverCount());
    number("# arenas reclaimed", counters.arenasEverCount() - arenaCount);
    number("# arenas highwater mark", counters.highwaterArenaCount());
    number("# arenas allocated current", arenaCount);
    number(
        arenaCount + " arenas * " + geometry.arenaBytes() + " bytes/arena",
        arenaCount * geometry.arenaBytes());
  }

  private void bytes() {
    long allocated = 0;
    long available = 0;
    long headers = 0;
    long quantization = 0;
    for (int index = 0; index < geometry.sizeClassCount(); index++) {
      SizeClass sizeClass = new SizeClass(index);
      long poolCount = census.poolCount(sizeClass);
      allocated += census.allocatedCount(sizeClass) * geometry.blockBytes(sizeClass);
      available += census.availableCount(sizeClass) * geometry.blockBytes(sizeClass);
      headers += poolCount * geometry.poolHeaderBytes();
      quantization += poolCount * geometry.quantizationBytes(sizeClass);
    }
    long unused = census.unusedPoolCount() * geometry.poolBytes();
    long alignment = census.unalignedArenaCount() * geometry.poolBytes();
    line("");
    number("# bytes in allocated blocks", allocated);
    number("# bytes in available blocks", available);
    number(census.unusedPoolCount() + " unused pools * " + geometry.poolBytes() + " bytes", unused);
    number("# bytes lost to pool headers", headers);
    number("# bytes lost to quantization", quantization);
    number("# bytes lost to arena alignment", alignment);
    number("Total", allocated + available + unused + headers + quantization + alignment);
  }

  /** A tree without interior nodes has neither counts of them nor a total. */
  private void radixTree(Ownership.Radix radix) {
    RadixTree tree = state.tree();
    long root = radix.rootBytes(geometry.wordBytes());
    long middle = tree.middleNodes().size() * radix.middleNodeBytes(geometry.wordBytes());
    long bottom = tree.bottomNodes().size() * radix.bottomNodeBytes();
    line("");
    line("arena map counts");
    if (radix.hasInteriorNodes()) {
      number("# arena map mid nodes", tree.middleNodes().size());
      number("# arena map bot nodes", tree.bottomNodes().size());
      line("");
    }
    number("# bytes lost to arena map root", root);
    if (radix.hasInteriorNodes()) {
      number("# bytes lost to arena map mid", middle);
      number("# bytes lost to arena map bot", bottom);
      number("Total", root + middle + bottom);
    }
  }

  private void number(String label, long value) {
    line("%-35s=%21s", label, String.format(Locale.ROOT, "%,d", value));
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
