package org.poolproof.specs.script;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;

/**
 * The operations of a PAT1 trace: a byte each, and then its operands, of which each is an unsigned
 * number of 7 bits a byte, the lowest first.
 *
 * <pre>
 *   bit     7      6     5      4  3    2  1  0
 *         | 0 | null | moved | domain |  kind  |
 * </pre>
 */
final class TraceBody implements Body {

  static final int MALLOC = 0;
  static final int CALLOC = 1;
  static final int REALLOC = 2;
  static final int REALLOC_NULL = 3;
  static final int FREE = 4;
  static final int FREE_NULL = 5;

  static final int KIND_MASK = 7;
  static final int DOMAIN_SHIFT = 3;
  static final int MOVED_BIT = 0x20;
  static final int NULL_BIT = 0x40;

  private static final int RESERVED_BIT = 0x80;
  private static final int RESERVED_DOMAIN = 3;
  private static final int MORE_BIT = 0x80;
  private static final int LAST_SHIFT = 63;

  private final LineInput input;
  private final long announced;
  private final long leastAnnounced;
  private final LiveBlocks blocks = new LiveBlocks();
  private long operation;
  private long offset;

  /** The operations that follow the lines of {@code input}, which announce them in two places. */
  TraceBody(LineInput input, Summary summary) {
    this.input = input;
    long operations = summary.number(SummaryKey.OPS);
    long sumOfKinds = summary.operationCount();
    this.announced = Math.max(operations, sumOfKinds);
    this.leastAnnounced = Math.min(operations, sumOfKinds);
  }

  @Override
  public @Nullable Step next() throws Unreadable {
    offset = input.nextOffset();
    int first = input.takeByte();
    operation++;
    if (first < 0) {
      if (operation <= leastAnnounced) {
        throw found("end of file", "operation " + operation + " of " + leastAnnounced);
      }
      return null;
    }
    if (operation > announced) {
      throw found(
          "a byte behind the last operation", "the end of the file, as ops and ops_by_kind say");
    }
    check(first);
    long start = offset;
    Action action = action(first & KIND_MASK, domain(first));
    return new Step(operation, start, action, expected(action, first), List.of());
  }

  private void check(int first) throws Unreadable {
    int kind = first & KIND_MASK;
    if ((first & RESERVED_BIT) != 0) {
      throw found(first, "bit 7 to be 0");
    }
    if (kind > FREE_NULL) {
      throw found(first, "a kind of 0 to 5 in bits 0 to 2");
    }
    if ((first >> DOMAIN_SHIFT & 3) == RESERVED_DOMAIN) {
      throw found(first, "a domain of 0 to 2 in bits 3 and 4");
    }
    if ((first & MOVED_BIT) != 0 && (kind != REALLOC || (first & NULL_BIT) != 0)) {
      throw found(first, "bit 5 (moved) only with a realloc that succeeds");
    }
    if ((first & NULL_BIT) != 0 && kind >= FREE) {
      throw found(first, "bit 6 (NULL) not with a free");
    }
  }

  private static Domain domain(int first) {
    return switch (first >> DOMAIN_SHIFT & 3) {
      case 0 -> Domain.RAW;
      case 1 -> Domain.MEM;
      default -> Domain.OBJ;
    };
  }

  private Action action(int kind, Domain domain) throws Unreadable {
    return switch (kind) {
      case MALLOC -> new Action.Malloc(domain, nextNumber(), size());
      case CALLOC -> new Action.Calloc(domain, nextNumber(), number(), size());
      case REALLOC -> new Action.Realloc(domain, liveNumber(), size());
      case REALLOC_NULL -> new Action.ReallocNull(domain, nextNumber(), size());
      case FREE -> new Action.Free(domain, freedNumber());
      default -> new Action.FreeNull(domain);
    };
  }

  private @Nullable Expected expected(Action action, int first) {
    boolean isNull = (first & NULL_BIT) != 0;
    return switch (action) {
      case Action.Free f -> null;
      case Action.FreeNull f -> null;
      case Action.Realloc r when isNull -> Pointer.NULL;
      case Action.Realloc r ->
          (first & MOVED_BIT) != 0 ? Expected.Word.MOVED : Expected.Word.STAYED;
      case Action.Malloc m -> created(isNull);
      case Action.Calloc c -> created(isNull);
      case Action.ReallocNull r -> created(isNull);
    };
  }

  private Expected created(boolean isNull) {
    if (isNull) {
      return Pointer.NULL;
    }
    blocks.create();
    return Expected.Word.BLOCK;
  }

  private int nextNumber() throws Unreadable {
    if (blocks.isExhausted()) {
      throw found("another block", "at most 2^31 - 1 blocks");
    }
    return blocks.nextNumber();
  }

  private int freedNumber() throws Unreadable {
    int number = liveNumber();
    blocks.free(number);
    return number;
  }

  private int liveNumber() throws Unreadable {
    offset = input.nextOffset();
    long distance = number();
    int nextNumber = blocks.nextNumber();
    if (distance < 1 || distance > nextNumber) {
      throw found(
          "distance " + Long.toUnsignedString(distance),
          nextNumber == 0 ? "no reference, for there is no block yet" : "1 to " + nextNumber);
    }
    int number = (int) (nextNumber - distance);
    if (!blocks.isLive(number)) {
      throw found("distance " + distance + ", block " + number, "a block that was not freed");
    }
    return number;
  }

  private ByteCount size() throws Unreadable {
    return new ByteCount(number());
  }

  private long number() throws Unreadable {
    offset = input.nextOffset();
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = input.takeByte();
      if (next < 0) {
        throw found("end of file", "the operands of operation " + operation);
      }
      if (shift == LAST_SHIFT && next > 1) {
        throw found("a number above 2^64 - 1", "a number of at most 64 bits");
      }
      value |= (long) (next & ~MORE_BIT) << shift;
      if (next < MORE_BIT) {
        if (next == 0 && shift > 0) {
          throw found("a number with a superfluous byte", "numbers as short as possible");
        }
        return value;
      }
    }
  }

  private Unreadable found(int first, String expected) {
    return found(String.format("byte 0x%02x", first), expected);
  }

  private Unreadable found(String found, String expected) {
    return Unreadable.stream(input.file(), operation, offset, found, expected);
  }
}
