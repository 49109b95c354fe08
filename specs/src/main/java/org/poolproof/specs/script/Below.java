package org.poolproof.specs.script;

import java.util.function.Function;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Request;

/**
 * A call of a layer below during an operation, with its answer. It differs from {@link Call} in
 * that its addresses may be named by what was granted before, and that it knows its line.
 */
public sealed interface Below {

  /** Its own 1-based line; in a golden log this is above the line of the operation. */
  long line();

  /** An arena was asked for. */
  record ArenaAlloc(long line, ByteCount size, Pointer answer) implements Below {}

  /** An arena, not null, was given back. */
  record ArenaFree(long line, Pointer arena, ByteCount size) implements Below {
    public ArenaFree {
      if (arena.equals(Pointer.NULL)) {
        throw new IllegalArgumentException("no arena is at the null address");
      }
    }
  }

  /** Raw malloc. */
  record RawMalloc(long line, ByteCount size, Pointer answer) implements Below {}

  /** Raw calloc of {@code elementCount}, unsigned, times {@code elementSize}. */
  record RawCalloc(long line, long elementCount, ByteCount elementSize, Pointer answer)
      implements Below {}

  /** Raw realloc; {@code block} may be null. */
  record RawRealloc(long line, Pointer block, ByteCount size, Pointer answer) implements Below {}

  /** Raw free; {@code block} may be null. */
  record RawFree(long line, Pointer block) implements Below {}

  /** This call in the model's words, when {@code resolver} finds the address of each pointer. */
  default Call call(Function<Pointer, Address> resolver) {
    return switch (this) {
      case ArenaAlloc a ->
          new Call(new Request.ArenaAlloc(a.size), Answer.of(resolver.apply(a.answer)));
      case ArenaFree a -> Call.of(new Request.ArenaFree(resolver.apply(a.arena), a.size));
      case RawMalloc m ->
          new Call(new Request.RawMalloc(m.size), Answer.of(resolver.apply(m.answer)));
      case RawCalloc c ->
          new Call(
              new Request.RawCalloc(c.elementCount, c.elementSize),
              Answer.of(resolver.apply(c.answer)));
      case RawRealloc r ->
          new Call(
              new Request.RawRealloc(resolver.apply(r.block), r.size),
              Answer.of(resolver.apply(r.answer)));
      case RawFree f -> Call.of(new Request.RawFree(resolver.apply(f.block)));
    };
  }
}
