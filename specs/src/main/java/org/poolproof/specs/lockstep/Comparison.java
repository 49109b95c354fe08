package org.poolproof.specs.lockstep;

import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.script.Below;
import org.poolproof.specs.script.Expected;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Pointer;
import org.poolproof.specs.script.Step;

/** What a subject did with one operation beside what is recorded of it. */
final class Comparison {

  private static final String NO_CALL = "no further call of a layer below";

  private final Level level;
  private final Wording wording;
  private final RecordedLayers layers;

  Comparison(Level level, Wording wording, RecordedLayers layers) {
    this.level = level;
    this.wording = wording;
    this.layers = layers;
  }

  /** The first difference in the calls of the layers below, null if there is none. */
  @Nullable Difference ofCalls(Step step, List<Call> calls, long operation) {
    List<Below> recorded = step.below();
    if (level == Level.CONTRACT) {
      return null;
    }
    for (int at = 0; at < Math.max(recorded.size(), calls.size()); at++) {
      Request actual = at < calls.size() ? calls.get(at).request() : null;
      Below below = at < recorded.size() ? recorded.get(at) : null;
      Request expected = below == null ? null : below.call(this::addressOf).request();
      if (expected == null || actual == null || !agree(expected, actual)) {
        return new Difference(
            Difference.Rule.CALL,
            below == null ? step.line() : below.line(),
            operation,
            expected == null ? NO_CALL : wording.of(expected),
            actual == null ? NO_CALL : wording.of(actual) + origin(expected, actual));
      }
    }
    return null;
  }

  /**
   * Which line granted what {@code actual} gives back, if {@code expected} gives back something
   * else: that line may be the wrong one.
   */
  private String origin(@Nullable Request expected, Request actual) {
    Address returned = address(actual);
    boolean isOther = expected == null || !returned.equals(address(expected));
    return isOther && !returned.isNull() ? origin(returned, 1) : "";
  }

  /** The same of any address, unless the line is above {@code firstLine}. */
  private String origin(Address address, long firstLine) {
    LayerLedger.Grant grant = layers.grant(address);
    return grant == null || grant.line() < firstLine ? "" : ", as line " + grant.line() + " grants";
  }

  private Address addressOf(Pointer pointer) {
    Address address = layers.resolve(pointer);
    return address == null ? Address.NULL : address;
  }

  /**
   * Whether the two are the same; addresses may differ below placement, if {@code expected} does
   * not name what these very layers granted.
   */
  private boolean agree(Request expected, Request actual) {
    return expected.equals(actual)
        || level != Level.PLACEMENT
            && !layers.wasGranted(address(expected))
            && withoutAddress(expected).equals(withoutAddress(actual));
  }

  /** What {@code request} gives back, the null address if nothing. */
  private static Address address(Request request) {
    return switch (request) {
      case Request.ArenaFree free -> free.arena();
      case Request.RawRealloc realloc -> realloc.block();
      case Request.RawFree free -> free.block();
      case Request.ArenaAlloc alloc -> Address.NULL;
      case Request.RawMalloc malloc -> Address.NULL;
      case Request.RawCalloc calloc -> Address.NULL;
    };
  }

  private static Request withoutAddress(Request request) {
    return switch (request) {
      case Request.ArenaFree free -> new Request.ArenaFree(Address.NULL, free.size());
      case Request.RawRealloc realloc -> new Request.RawRealloc(Address.NULL, realloc.size());
      case Request.RawFree free -> new Request.RawFree(Address.NULL);
      case Request.ArenaAlloc alloc -> alloc;
      case Request.RawMalloc malloc -> malloc;
      case Request.RawCalloc calloc -> calloc;
    };
  }

  /**
   * The difference of an operation on a name without a block, null if there is none: it is answered
   * "-" and touches nothing.
   */
  @Nullable Difference ofUnbound(Step step, @Nullable Long line, long operation) {
    Difference inCalls = ofCalls(step, List.of(), operation);
    Expected expected = step.expected();
    if (inCalls != null || expected == null || expected.equals(Expected.Word.UNBOUND)) {
      return inCalls;
    }
    return new Difference(
        Difference.Rule.ANSWER, line, operation, describe(expected), "- (the name has no block)");
  }

  /**
   * The difference in the answer, null if there is none.
   *
   * @param before the address of the block that a realloc named, else null
   */
  @Nullable Difference ofAnswer(
      Step step, @Nullable Address before, Address actual, @Nullable Long line, long operation) {
    Expected expected = step.expected();
    if (expected == null || isAnswered(expected, before, actual)) {
      return null;
    }
    return new Difference(
        Difference.Rule.ANSWER,
        line,
        operation,
        describe(expected),
        wording.of(actual) + origin(actual, firstLine(step)));
  }

  /** The first line that belongs to {@code step}, or any if it has no calls below. */
  private static long firstLine(Step step) {
    long first = step.line();
    for (Below below : step.below()) {
      first = Math.min(first, below.line());
    }
    return step.below().isEmpty() ? Long.MAX_VALUE : first;
  }

  private boolean isAnswered(Expected expected, @Nullable Address before, Address actual) {
    return switch (expected) {
      case Pointer pointer -> isAnswered(pointer, actual);
      case Expected.Word word ->
          switch (word) {
            case BLOCK -> !actual.isNull();
            case MOVED -> !actual.isNull() && !isAt(actual, before);
            case STAYED -> isAt(actual, before);
            case UNBOUND -> false;
          };
    };
  }

  private boolean isAnswered(Pointer pointer, Address actual) {
    return switch (level) {
      case PLACEMENT -> isAt(actual, layers.resolve(pointer));
      case STRUCTURE, CONTRACT -> actual.isNull() == pointer.equals(Pointer.NULL);
    };
  }

  private static boolean isAt(Address actual, @Nullable Address expected) {
    return expected != null && actual.equals(expected);
  }

  private String describe(Expected expected) {
    if (!(expected instanceof Pointer pointer)) {
      return expected.toString();
    }
    Address address = layers.resolve(pointer);
    if (address == null) {
      return pointer + ", which was not granted";
    }
    String text = wording.of(address);
    return pointer instanceof Pointer.At || pointer instanceof Pointer.Null
        ? text
        : pointer + ", that is " + text;
  }
}
