package org.poolproof.specs.lockstep;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.SummaryKey;
import org.poolproof.specs.script.TraceKind;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.Subject;

/** What the header of a trace says of its operations, counted anew. */
final class TraceTotals {

  private static final long HASH_START = 0xcbf2_9ce4_8422_2325L;
  private static final long HASH_FACTOR = 0x100_0000_01b3L;
  private static final int SMALL_BYTES = 512;
  private static final int HISTOGRAM_STEP_BYTES = 16;

  private final Map<TraceKind, Long> operationCounts = new EnumMap<>(TraceKind.class);
  private final TreeMap<Integer, Long> sizeHistogram = new TreeMap<>();
  private long operationCount;
  private long blockCount;
  private long liveBytes;
  private long livePeakBytes;
  private int livePeakBlockCount;
  private long peakAtOperation;
  private long requestedBytes;
  private long requestCount;
  private long smallRequestCount;
  private long smallRequestedBytes;
  private long[] lifetimes = new long[1024];
  private int freedCount;
  private long servedCount;
  private long addressHash = HASH_START;

  /**
   * Counts an operation that was carried out.
   *
   * @param before the block that it named, null if it creates one or names none
   * @param answer what it was answered
   * @param names the live blocks after it
   */
  void count(
      Step step, Names.@Nullable Block before, Address answer, Names names, Subject subject) {
    operationCount++;
    Action action = step.action();
    operationCounts.merge(TraceKind.of(step), 1L, Long::sum);
    switch (action) {
      case Action.Malloc(Domain d, int number, var size) -> create(size.value(), answer);
      case Action.Calloc(Domain d, int number, long count, var size) ->
          create(count * size.value(), answer);
      case Action.ReallocNull(Domain d, int number, var size) -> create(size.value(), answer);
      case Action.Realloc(Domain d, int number, var size) -> {
        if (before != null && !answer.isNull()) {
          liveBytes += size.value() - before.sizeBytes();
        }
      }
      case Action.Free(Domain d, int number) -> free(before);
      case Action.FreeNull(Domain d) -> {}
    }
    if (!answer.isNull() && action.domain() != Domain.RAW) {
      hash(Boolean.TRUE.equals(subject.isInArena(answer)) ? answer.value() : 0);
    }
    if (liveBytes > livePeakBytes) {
      livePeakBytes = liveBytes;
      peakAtOperation = operationCount;
    }
    livePeakBlockCount = Math.max(livePeakBlockCount, names.count());
  }

  private void create(long sizeBytes, Address answer) {
    requestCount++;
    requestedBytes += sizeBytes;
    boolean isSmall = Long.compareUnsigned(sizeBytes, SMALL_BYTES) <= 0;
    if (isSmall && sizeBytes > 0) {
      smallRequestCount++;
      smallRequestedBytes += sizeBytes;
    }
    int bin = isSmall ? (int) -Math.floorDiv(-sizeBytes, HISTOGRAM_STEP_BYTES) : Integer.MAX_VALUE;
    sizeHistogram.merge(bin, 1L, Long::sum);
    if (!answer.isNull()) {
      blockCount++;
      liveBytes += sizeBytes;
    }
  }

  private void free(Names.@Nullable Block block) {
    if (block != null) {
      liveBytes -= block.sizeBytes();
      if (freedCount == lifetimes.length) {
        lifetimes = Arrays.copyOf(lifetimes, 2 * freedCount);
      }
      lifetimes[freedCount++] = operationCount - block.createdAt();
    }
  }

  private void hash(long value) {
    addressHash = (addressHash ^ value) * HASH_FACTOR;
    servedCount += value == 0 ? 0 : 1;
  }

  /**
   * What the header should say under {@code key}, null for a key that the operations do not
   * determine.
   */
  @Nullable String value(SummaryKey key, Names names, HeapCounters heap, Subject subject) {
    return switch (key) {
      case FORMAT, NAME, PYTHON, PLATFORM, THREADS, ARENA_BASES -> null;
      case OPS -> text(operationCount);
      case BLOCKS -> text(blockCount);
      case OPS_BY_KIND -> operationCounts();
      case LIVE_PEAK_BYTES -> text(livePeakBytes);
      case LIVE_PEAK_BLOCKS -> text(livePeakBlockCount);
      case PEAK_AT_OP -> text(peakAtOperation);
      case LIVE_AT_END_BLOCKS -> text(names.count());
      case LIVE_AT_END_BYTES -> text(liveBytes);
      case BYTES_REQUESTED -> text(requestedBytes);
      case SHARE_SMALL_COUNT -> share(smallRequestCount, requestCount);
      case SHARE_SMALL_BYTES -> share(smallRequestedBytes, requestedBytes);
      case LIFETIME_OPS -> lifetimes(names);
      case DROPPED_UNKNOWN_FREES, UNKNOWN_REALLOCS, IMPLICIT_FREES -> text(0);
      case ARENA_SIZE -> text(subject.geometry().arenaBytes());
      case ARENAS_ALLOCATED -> text(heap.arenasEverCount());
      case ARENAS_FREED -> text(heap.arenasFreedCount());
      case ARENAS_HIGHWATER -> text(heap.highwaterArenaCount());
      case PYMALLOC_SERVED -> text(servedCount);
      case ADDR_HASH -> String.format("%016x", addressHash);
      case SIZE_HIST16 -> sizeHistogram();
    };
  }

  private static String text(long number) {
    return Long.toString(number);
  }

  private String operationCounts() {
    StringBuilder text = new StringBuilder();
    TreeMap<String, Long> sorted = new TreeMap<>();
    operationCounts.forEach((kind, count) -> sorted.put(kind.toString(), count));
    sorted.forEach((kind, count) ->
        text.append(text.isEmpty() ? "" : " ").append(kind).append('=').append(count));
    return text.toString();
  }

  private static String share(long part, long whole) {
    double share = whole == 0 ? 0 : (double) part / whole;
    return new BigDecimal(share).setScale(4, RoundingMode.HALF_EVEN).toPlainString();
  }

  private String lifetimes(Names names) {
    long[] sorted = Arrays.copyOf(lifetimes, freedCount);
    Arrays.sort(sorted);
    return "p10="
        + quantile(sorted, 0.1)
        + " p50="
        + quantile(sorted, 0.5)
        + " p90="
        + quantile(sorted, 0.9)
        + " p99="
        + quantile(sorted, 0.99)
        + " max="
        + (sorted.length == 0 ? 0 : sorted[sorted.length - 1])
        + " never_freed="
        + names.count();
  }

  private static long quantile(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) (share * sorted.length)];
  }

  private String sizeHistogram() {
    StringBuilder text = new StringBuilder();
    sizeHistogram.forEach((bin, count) ->
        text.append(text.isEmpty() ? "" : " ")
            .append(bin == Integer.MAX_VALUE ? ">512" : text(bin * HISTOGRAM_STEP_BYTES))
            .append(':')
            .append(count));
    return text.toString();
  }
}
