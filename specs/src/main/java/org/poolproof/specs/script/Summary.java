package org.poolproof.specs.script;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;

/**
 * The header of a PAT1 trace: every key with its value, in the order of the file. One that was read
 * has every required key once, each value in its key's form.
 */
public record Summary(List<Entry> entries) {

  /**
   * One key.
   *
   * @param line its 1-based line
   * @param value what stands behind the colon and one space, verbatim
   */
  public record Entry(long line, SummaryKey key, String value) {}

  public Summary {
    entries = List.copyOf(entries);
  }

  /** The entry of {@code key}, null if the file has none; required keys are always there. */
  public @Nullable Entry find(SummaryKey key) {
    for (Entry entry : entries) {
      if (entry.key == key) {
        return entry;
      }
    }
    return null;
  }

  /**
   * The entry of {@code key}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Entry entry(SummaryKey key) {
    Entry entry = find(key);
    if (entry == null) {
      throw new IllegalArgumentException("the summary has no " + key);
    }
    return entry;
  }

  /** The value of a key that counts something. */
  public long number(SummaryKey key) {
    return Long.parseLong(entry(key).value);
  }

  /** The version of CPython. */
  public String python() {
    return entry(SummaryKey.PYTHON).value;
  }

  /** The hash of all addresses, see the description of the format. */
  public long addressHash() {
    return Long.parseUnsignedLong(entry(SummaryKey.ADDR_HASH).value, 16);
  }

  /** The arenas that the real process was granted, in order. */
  public List<Address> arenaBases() {
    List<Address> bases = new ArrayList<>();
    for (String digits : entry(SummaryKey.ARENA_BASES).value.split(",", -1)) {
      if (!digits.isEmpty()) {
        bases.add(new Address(Long.parseUnsignedLong(digits, 16)));
      }
    }
    return bases;
  }

  /** The operations that {@code ops_by_kind} counts under {@code kind}, 0 if it does not. */
  public long operationCount(TraceKind kind) {
    for (String pair : entry(SummaryKey.OPS_BY_KIND).value.split(" ", -1)) {
      if (pair.startsWith(kind + "=")) {
        return Long.parseLong(pair.substring(pair.indexOf('=') + 1));
      }
    }
    return 0;
  }

  /** The sum of {@code ops_by_kind}, at most 2^63 - 1. */
  public long operationCount() {
    long sum = 0;
    for (TraceKind kind : TraceKind.values()) {
      long count = operationCount(kind);
      sum = count > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + count;
    }
    return sum;
  }
}
