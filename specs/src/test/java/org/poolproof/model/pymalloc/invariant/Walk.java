package org.poolproof.model.pymalloc.invariant;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Request;
import org.poolproof.model.pymalloc.rule.Rule;

/** How a client walks: one move at a time, with bursts that fill arenas and empty them. */
final class Walk {

  /** The rules that need the raw domain, sizes over the limit, or CPython 2.7 and 3.6. */
  static final Set<Rule> NOT_TAKEN =
      EnumSet.of(
          Rule.SIZE_OVER_LIMIT,
          Rule.CALLOC_OVERFLOW,
          Rule.PASSED_TO_RAW,
          Rule.MEM_PASSED_TO_RAW,
          Rule.REALLOC_FOREIGN_TO_ZERO,
          Rule.REALLOC_FOREIGN_STAYS);

  private Walk() {}

  /** What is done. */
  enum Kind {
    MALLOC,
    MALLOC_MANY,
    CALLOC,
    REALLOC,
    FREE_NULL,
    FREE,
    FREE_OLDEST,
    FREE_NEWEST,
    FREE_EVERY_OTHER
  }

  /** What is refused meanwhile. */
  enum Refusal {
    NOTHING,
    ARENAS,
    TABLES,
    RAW_BLOCKS,
    /** After some that are granted. */
    NODES,
    EVERYTHING
  }

  /**
   * One move.
   *
   * @param bytes a size to ask for, before it is brought into the geometry's range
   * @param number which block, or how many
   */
  record Move(Kind kind, Refusal refusal, int bytes, int number) {

    static Move random(Random random) {
      Kind[] kinds = Kind.values();
      Refusal[] refusals = Refusal.values();
      boolean refuses = random.nextInt(4) == 0;
      return new Move(
          kinds[random.nextInt(kinds.length)],
          refuses ? refusals[random.nextInt(refusals.length)] : Refusal.NOTHING,
          random.nextInt(1 << 20),
          random.nextInt(1 << 20));
    }
  }

  /** Makes {@code move}. */
  static void take(Client client, Move move) {
    client.refusing(refused(move));
    // One size more than is small, and zero.
    long bytes = move.bytes() % (client.geometry().smallLimitBytes() + 2);
    List<Address> blocks = client.blocks();
    switch (move.kind()) {
      case MALLOC -> client.mallocBytes(bytes);
      case MALLOC_MANY -> {
        for (int i = move.number() % 20; i >= 0; i--) {
          client.mallocBytes(bytes);
        }
      }
      case CALLOC -> client.calloc(move.number() % 2 + 1L, bytes / 2);
      case REALLOC -> client.realloc(chosen(blocks, move), bytes);
      case FREE_NULL -> client.free(Address.NULL);
      case FREE -> client.free(chosen(blocks, move));
      case FREE_OLDEST -> client.free(blocks.subList(0, Math.min(blocks.size(), 10)));
      case FREE_NEWEST -> client.free(blocks.reversed().subList(0, Math.min(blocks.size(), 10)));
      case FREE_EVERY_OTHER -> client.free(everyOther(blocks));
    }
    client.refusingNothing();
  }

  private static Predicate<Request> refused(Move move) {
    return switch (move.refusal()) {
      case NOTHING -> request -> false;
      case ARENAS -> request -> request instanceof Request.ArenaAlloc;
      case TABLES -> request -> request instanceof Request.RawRealloc;
      case RAW_BLOCKS -> request -> request instanceof Request.RawMalloc;
      case NODES -> {
        AtomicInteger granted = new AtomicInteger(move.number() % 5);
        yield request -> request instanceof Request.RawCalloc && granted.getAndDecrement() <= 0;
      }
      case EVERYTHING -> request -> true;
    };
  }

  private static Address chosen(List<Address> blocks, Move move) {
    return blocks.isEmpty() ? Address.NULL : blocks.get(move.number() % blocks.size());
  }

  private static List<Address> everyOther(List<Address> blocks) {
    return IntStream.range(0, Math.min(blocks.size(), 20))
        .filter(at -> at % 2 == 0)
        .mapToObj(blocks::get)
        .toList();
  }
}
