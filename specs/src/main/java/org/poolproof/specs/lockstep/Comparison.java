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
            expected == null ? "no further call of a layer below" : wording.of(expected),
            actual == null ? "no further call of a layer below" : wording.of(actual));
      }
    }
    return null;
  }

  private Address addressOf(Pointer pointer) {
    Address address = layers.resolve(pointer);
    return address == null ? Address.NULL : address;
  }

  private boolean agree(Request expected, Request actual) {
    return level == Level.PLACEMENT
        ? expected.equals(actual)
        : withoutAddress(expected).equals(withoutAddress(actual));
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
        Difference.Rule.ANSWER, line, operation, describe(expected), wording.of(actual));
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
    return pointer instanceof Pointer.At ? text : pointer + ", that is " + text;
  }
}
