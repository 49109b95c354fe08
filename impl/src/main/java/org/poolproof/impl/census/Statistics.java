package org.poolproof.impl.census;

import java.util.Locale;
import org.poolproof.impl.census.Census.ClassCensus;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Radix;
import org.poolproof.impl.layout.Geometry.Table;
import org.poolproof.impl.layout.RadixNode;

/** The text of {@code _PyObject_DebugMallocStats}, byte for byte (PYMALLOC.md 9). */
public final class Statistics {
  private final Census census;
  private final Geometry geometry;
  private final StringBuilder text = new StringBuilder();

  private Statistics(Census census) {
    this.census = census;
    this.geometry = census.geometry();
  }

  /** The text for a census, each line ended by a newline. */
  public static String text(Census census) {
    Statistics statistics = new Statistics(census);
    statistics.writeClasses();
    statistics.writeArenas();
    statistics.writeBytes();
    statistics.writeRadixTree();
    return statistics.text.toString();
  }

  private void writeClasses() {
    text.append("Small block threshold = ").append(geometry.smallLimit());
    text.append(", in ").append(geometry.classCount()).append(" size classes.\n\n");
    text.append("class   size   num pools   blocks in use  avail blocks\n");
    text.append("-----   ----   ---------   -------------  ------------\n");
    for (int i = 0; i < geometry.classCount(); i++) {
      ClassCensus row = census.classes().get(i);
      if (row.poolCount() != 0) {
        text.append(
            String.format(
                Locale.ROOT,
                "%5d %6d %11d %15d %13d\n",
                i,
                geometry.blockBytes(i),
                row.poolCount(),
                row.allocatedBlockCount(),
                row.availableBlockCount()));
      }
    }
    text.append('\n');
  }

  private void writeArenas() {
    long count = census.arenaCount();
    writeLine("# arenas allocated total", census.grantCount());
    writeLine("# arenas reclaimed", census.grantCount() - count);
    writeLine("# arenas highwater mark", census.highwaterCount());
    writeLine("# arenas allocated current", count);
    long arenaBytes = geometry.arenaBytes();
    writeLine(count + " arenas * " + arenaBytes + " bytes/arena", count * arenaBytes);
    text.append('\n');
  }

  /** The six parts of all arenas, and their sum. */
  private void writeBytes() {
    long allocatedBytes = 0;
    long availableBytes = 0;
    long headerBytes = 0;
    long quantizationBytes = 0;
    for (int i = 0; i < geometry.classCount(); i++) {
      ClassCensus row = census.classes().get(i);
      long blockBytes = geometry.blockBytes(i);
      long poolRestBytes = geometry.poolBytes() - geometry.headerBytes();
      allocatedBytes += row.allocatedBlockCount() * blockBytes;
      availableBytes += row.availableBlockCount() * blockBytes;
      headerBytes += row.poolCount() * geometry.headerBytes();
      quantizationBytes += row.poolCount() * (poolRestBytes - geometry.blockCount(i) * blockBytes);
    }
    long poolBytes = geometry.poolBytes();
    long unusedBytes = census.freePoolCount() * poolBytes;
    long alignmentBytes = census.misalignedArenaCount() * poolBytes;
    writeLine("# bytes in allocated blocks", allocatedBytes);
    writeLine("# bytes in available blocks", availableBytes);
    writeLine(census.freePoolCount() + " unused pools * " + poolBytes + " bytes", unusedBytes);
    writeLine("# bytes lost to pool headers", headerBytes);
    writeLine("# bytes lost to quantization", quantizationBytes);
    writeLine("# bytes lost to arena alignment", alignmentBytes);
    writeLine(
        "Total",
        allocatedBytes
            + availableBytes
            + unusedBytes
            + headerBytes
            + quantizationBytes
            + alignmentBytes);
  }

  private void writeRadixTree() {
    switch (geometry.index()) {
      case Table _ -> {}
      case Radix radix -> {
        text.append("\narena map counts\n");
        if (radix.isFlat()) {
          writeLine("# bytes lost to arena map root", RadixNode.rootBytes(geometry));
        } else {
          writeNodes(radix);
        }
      }
    }
  }

  private void writeNodes(Radix radix) {
    long rootBytes = RadixNode.rootBytes(geometry);
    long middleBytes = RadixNode.middleBytes(radix, geometry.wordBytes());
    long allMiddleBytes = middleBytes * census.middleNodeCount();
    long allBottomBytes = RadixNode.bottomBytes(radix) * census.bottomNodeCount();
    writeLine("# arena map mid nodes", census.middleNodeCount());
    writeLine("# arena map bot nodes", census.bottomNodeCount());
    text.append('\n');
    writeLine("# bytes lost to arena map root", rootBytes);
    writeLine("# bytes lost to arena map mid", allMiddleBytes);
    writeLine("# bytes lost to arena map bot", allBottomBytes);
    writeLine("Total", rootBytes + allMiddleBytes + allBottomBytes);
  }

  private void writeLine(String label, long value) {
    text.append(String.format(Locale.ROOT, "%-35s=%,21d\n", label, value));
  }
}
