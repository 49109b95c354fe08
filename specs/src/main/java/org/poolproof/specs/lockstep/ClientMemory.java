package org.poolproof.specs.lockstep;

import java.util.Set;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.subject.BlockMemory;
import org.poolproof.specs.subject.Subject;

/**
 * What the blocks of a client hold, from one operation to the next. Each block is filled when it is
 * granted, and again when it is reallocated; and looked at before it is given up.
 */
final class ClientMemory {

  /** What is expected of a live block. */
  static final String KEPT = "every byte as it was written";

  private final Contents contents;
  private final Set<Compared> compared;
  private @Nullable String spoilt;

  /** Whether the block that the operation names held what it should; else none can move it. */
  private boolean isKept;

  ClientMemory(Contents contents, Set<Compared> compared) {
    this.contents = contents;
    this.compared = compared;
  }

  /** That of the client of {@code subject}, null if it shows no memory. */
  static @Nullable ClientMemory of(@NotOwning Subject subject, Set<Compared> compared) {
    BlockMemory bytes = subject.memory();
    return bytes == null
        ? null
        : new ClientMemory(new Contents(bytes, subject.geometry()), compared);
  }

  /** What is wrong with the block that {@code turn} names, null if nothing is. */
  @Nullable String before(Client.Turn turn) {
    Names.Block block = turn.named();
    String wrong = block == null ? null : wrong(number(turn.action()), block);
    isKept = wrong == null;
    return compared.contains(Compared.CONTENT_KEPT) ? wrong : null;
  }

  private @Nullable String wrong(int number, Names.Block block) {
    Address address = block.address();
    String wrong = contents.wrong(address, address, number, block.sizeBytes(), block.sizeBytes());
    return wrong == null ? null : "b" + number + " at " + address + ": " + wrong;
  }

  /** Looks at the block that was answered, and fills it; what is wrong, null if nothing is. */
  @Nullable String after(Client.Turn turn, Address answer) {
    if (answer.isNull()) {
      return turn.action() instanceof Action.Realloc && turn.named() != null ? before(turn) : null;
    }
    return switch (turn.action()) {
      case Action.Malloc m -> filled(null, answer, m.blockNumber(), m.size().value());
      case Action.ReallocNull r -> filled(null, answer, r.blockNumber(), r.size().value());
      case Action.Calloc c -> {
        long sizeBytes = c.elementCount() * c.elementSize().value();
        String dirt =
            compared.contains(Compared.CONTENT_ZEROED) ? contents.dirty(answer, sizeBytes) : null;
        yield filled(dirt, answer, c.blockNumber(), sizeBytes);
      }
      case Action.Realloc r -> {
        String lost = moved(turn, answer, r);
        yield filled(lost, answer, r.blockNumber(), r.size().value());
      }
      case Action.Free f -> null;
      case Action.FreeNull f -> null;
    };
  }

  private @Nullable String moved(Client.Turn turn, Address answer, Action.Realloc realloc) {
    Names.Block old = turn.named();
    if (old == null || !isKept || !compared.contains(Compared.CONTENT_MOVED)) {
      return null;
    }
    long sizeBytes = realloc.size().value();
    boolean shrinks = Long.compareUnsigned(sizeBytes, old.sizeBytes()) < 0;
    return contents.wrong(
        answer,
        old.address(),
        realloc.blockNumber(),
        old.sizeBytes(),
        shrinks ? sizeBytes : old.sizeBytes());
  }

  private @Nullable String filled(
      @Nullable String wrong, Address answer, int number, long sizeBytes) {
    if (wrong != null) {
      return "b" + number + " at " + answer + ": " + wrong;
    }
    contents.fill(answer, number, sizeBytes);
    return null;
  }

  /** What is wrong with the first of all live blocks with which something is, null if none. */
  @Nullable String all(Names names) {
    spoilt = null;
    if (compared.contains(Compared.CONTENT_KEPT)) {
      names.forEach((number, block) -> {
        if (spoilt == null) {
          spoilt = wrong(number, block);
        }
      });
    }
    return spoilt;
  }

  /** What should have been found after {@code turn}. */
  static String expectation(Client.Turn turn) {
    return switch (turn.action()) {
      case Action.Calloc c -> "zeroes";
      case Action.Realloc r -> "the bytes of the old block, up to the lesser of the two sizes";
      case Action.Malloc m -> KEPT;
      case Action.ReallocNull r -> KEPT;
      case Action.Free f -> KEPT;
      case Action.FreeNull f -> KEPT;
    };
  }

  private static int number(Action action) {
    return switch (action) {
      case Action.Malloc m -> m.blockNumber();
      case Action.Calloc c -> c.blockNumber();
      case Action.ReallocNull r -> r.blockNumber();
      case Action.Realloc r -> r.blockNumber();
      case Action.Free f -> f.blockNumber();
      case Action.FreeNull f -> 0;
    };
  }
}
