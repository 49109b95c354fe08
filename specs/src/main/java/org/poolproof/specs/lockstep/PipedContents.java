package org.poolproof.specs.lockstep;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.contract.Rule;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.subject.port.HostFault;
import org.poolproof.specs.subject.port.Port;
import org.poolproof.specs.subject.port.Reply;

/**
 * What blocks behind a pipe hold. Each is filled when it may have been granted and again when it
 * may have been reallocated, with the pattern of the operation's number; and looked at before it is
 * given up. All of it is asked, and answered sooner or later.
 */
final class PipedContents {

  private static final int PERIOD = 255;
  private static final int SEED_MASK = Integer.MAX_VALUE;
  private static final String OK = "ok";
  private static final String BLOCK = "b";
  private static final Pattern WRONG_BYTE = Pattern.compile("byte (\\d{1,18}) is (0x[0-9a-f]{2})");

  private final Port port;
  private final long greatestBytes;
  private final IntFunction<BooleanSupplier> unbound;
  private final boolean judges;
  private final FirstDifference first;

  /**
   * What a block was last asked to be filled with.
   *
   * @param bytes so many
   */
  private record Filling(long seed, long bytes) {}

  private final Map<Integer, Filling> fillings = new HashMap<>();

  /**
   * @param greatestBytes blocks of more bytes are not filled
   * @param unbound asked, of a name, when a line is written; and answers when the host has
   *     answered, whether the name may have been unbound then
   * @param judges whether what is broken is a rule of the contract
   */
  PipedContents(
      Port port,
      long greatestBytes,
      IntFunction<BooleanSupplier> unbound,
      boolean judges,
      FirstDifference first) {
    this.port = port;
    this.greatestBytes = greatestBytes;
    this.unbound = unbound;
    this.judges = judges;
    this.first = first;
  }

  /** Asks, before {@code action}, for the block that it names. */
  void before(Action action, long operation) {
    switch (action) {
      case Action.Realloc realloc -> lookAt(realloc.blockNumber(), operation);
      case Action.Free free -> lookAt(free.blockNumber(), operation);
      case Action.Malloc m -> {}
      case Action.Calloc c -> {}
      case Action.ReallocNull r -> {}
      case Action.FreeNull f -> {}
    }
  }

  private void lookAt(int number, long operation) {
    Filling filling = fillings.get(number);
    if (filling != null) {
      look(number, filling, operation, false);
    }
  }

  /** Asks, behind {@code action}, for the block that may have been answered, and fills it. */
  void after(Action action, long operation) {
    switch (action) {
      case Action.Malloc m -> fill(m.blockNumber(), m.size(), operation);
      case Action.ReallocNull r -> fill(r.blockNumber(), r.size(), operation);
      case Action.Calloc c -> {
        if (!c.elementSize().timesExceeds(c.elementCount(), greatestBytes)) {
          zeros(c.blockNumber(), operation);
          fill(
              c.blockNumber(),
              new ByteCount(c.elementCount() * c.elementSize().value()),
              operation);
        }
      }
      case Action.Realloc r -> {
        Filling filling = fillings.get(r.blockNumber());
        if (filling != null) {
          look(r.blockNumber(), filling, operation, true);
        }
        fill(r.blockNumber(), r.size(), operation);
      }
      case Action.Free f -> fillings.remove(f.blockNumber());
      case Action.FreeNull f -> {}
    }
  }

  /** Asks for all blocks. */
  void all(long operation) {
    for (int number : new TreeSet<>(fillings.keySet())) {
      lookAt(number, operation);
    }
  }

  private void fill(int number, ByteCount size, long operation) {
    if (size.exceeds(greatestBytes)) {
      return;
    }
    long seed = operation & SEED_MASK;
    fillings.put(number, new Filling(seed, size.value()));
    port.burden(2 * size.value());
    String line = "fill " + BLOCK + number + " " + seed;
    BooleanSupplier mayBeUnbound = unbound.apply(number);
    port.ask(
        line,
        reply -> {
          if (reply.answer() != null) {
            checkOdd(line, mayBeUnbound, reply, "nothing");
          }
        });
  }

  private void zeros(int number, long operation) {
    compare("zeros " + BLOCK + number, number, null, operation, () -> Rule.ZEROED);
  }

  private void look(int number, Filling filling, long operation, boolean isMoved) {
    long seed = filling.seed();
    port.burden(filling.bytes());
    compare(
        "look " + BLOCK + number + " " + seed,
        number,
        seed,
        operation,
        () ->
            !isMoved
                ? Rule.CONTENTS_KEPT
                : first.isRefused() ? Rule.REFUSAL_KEEPS : Rule.PREFIX_KEPT);
  }

  /** Asks {@code line}; a byte that is not as it should be breaks {@code rule}. */
  private void compare(
      String line, int number, @Nullable Long seed, long operation, Supplier<Rule> rule) {
    BooleanSupplier mayBeUnbound = unbound.apply(number);
    port.ask(
        line,
        reply -> {
          String answer = String.valueOf(reply.answer());
          Matcher wrong = WRONG_BYTE.matcher(answer);
          if (wrong.matches()) {
            keep(number, seed, wrong, operation, rule.get());
          } else if (!OK.equals(answer)) {
            checkOdd(line, mayBeUnbound, reply, "ok, or byte I is 0xHH");
          }
        });
  }

  private void keep(int number, @Nullable Long seed, Matcher wrong, long operation, Rule rule) {
    long index = Long.parseLong(String.valueOf(wrong.group(1)));
    long expected = seed == null ? 0 : 1 + (seed + index) % PERIOD;
    first.keep(
        new Difference(
            judges ? Difference.Rule.of(rule) : Difference.Rule.CONTENT,
            null,
            operation,
            "byte %d of %s%d is 0x%02x".formatted(index, BLOCK, number, expected),
            "it is " + wrong.group(2)));
  }

  /** A host may not know the line, or the name; nothing else. */
  private static void checkOdd(
      String line, BooleanSupplier mayBeUnbound, Reply reply, String expected) {
    if (!reply.isUnknown() && !(reply.isUnbound() && mayBeUnbound.getAsBoolean())) {
      throw HostFault.of(line, reply, expected);
    }
  }
}
