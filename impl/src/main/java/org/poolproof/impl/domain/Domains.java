package org.poolproof.impl.domain;

import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.pymalloc.Pymalloc;
import org.poolproof.impl.raw.RawSource;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * The public functions of all domains over one heap (PYMALLOC.md 2). The mem and object domains
 * share the heap: a block of one may be freed through the other. Sizes and addresses are unsigned;
 * an answer of 0 is a refusal.
 */
public final class Domains {
  private final Pymalloc heap;
  private final RawSource raw;
  private final boolean isMemServed;
  private final boolean asksRawForOneInsteadOfZero;
  private final @SignedPositive @ByteSize long requestLimit;

  /**
   * The domains over a heap, which whoever opened it closes.
   *
   * @param raw where that heap's raw memory comes from
   */
  public Domains(Geometry geometry, @NotOwning Pymalloc heap, RawSource raw) {
    this.heap = heap;
    this.raw = raw;
    this.isMemServed = geometry.rules().servesMemDomain();
    this.asksRawForOneInsteadOfZero = geometry.rules().asksRawForOneInsteadOfZero();
    this.requestLimit = geometry.requestLimit();
  }

  /** A block of at least {@code bytes} bytes. */
  public @Unsigned @Address long malloc(Domain domain, @Unsigned @ByteSize long bytes) {
    if (isServed(domain)) {
      return heap.malloc(bytes);
    }
    return isBeyondLimit(bytes) ? 0 : raw.malloc(asked(bytes));
  }

  /** A block of {@code count * elementBytes} zero bytes. */
  public @Unsigned @Address long calloc(
      Domain domain, @Unsigned long count, @Unsigned @ByteSize long elementBytes) {
    if (isServed(domain)) {
      return heap.calloc(count, elementBytes);
    }
    boolean overflows =
        elementBytes != 0
            && Long.compareUnsigned(count, Long.divideUnsigned(requestLimit, elementBytes)) > 0;
    return overflows ? 0 : raw.calloc(count, elementBytes);
  }

  /** A block with the content of {@code p}, which is freed unless it is the answer or that is 0. */
  public @Unsigned @Address long realloc(
      Domain domain, @Unsigned @Address long p, @Unsigned @ByteSize long bytes) {
    if (isServed(domain)) {
      return heap.realloc(p, bytes);
    }
    return isBeyondLimit(bytes) ? 0 : raw.realloc(p, asked(bytes));
  }

  /** Takes a block back; 0 is none. */
  public void free(Domain domain, @Unsigned @Address long p) {
    if (isServed(domain)) {
      heap.free(p);
    } else {
      raw.free(p);
    }
  }

  private boolean isServed(Domain domain) {
    return switch (domain) {
      case RAW -> false;
      case MEM -> isMemServed;
      case OBJECT -> true;
    };
  }

  /** 2.7 has no raw domain that sees the client's size, only the C library's functions. */
  private @Unsigned @ByteSize long asked(@Unsigned @ByteSize long bytes) {
    return bytes == 0 && asksRawForOneInsteadOfZero ? 1 : bytes;
  }

  private boolean isBeyondLimit(@Unsigned @ByteSize long bytes) {
    return Long.compareUnsigned(bytes, requestLimit) > 0;
  }
}
