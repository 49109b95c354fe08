package org.poolproof.specs.script;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.operation.Domain;

/**
 * Writes statements as a PAT1 trace: of a script that was read from one, its very inflated bytes.
 */
public final class TraceWriter implements StatementWriter {

  private final OutputStream target;
  private final LiveBlocks blocks = new LiveBlocks();

  /** Writes the summary to {@code target}, which stays its owner's and should be buffered. */
  public TraceWriter(OutputStream target, Summary summary) throws IOException {
    this.target = target;
    StringBuilder text = new StringBuilder("PAT1\n");
    for (Summary.Entry entry : summary.entries()) {
      text.append(entry.key()).append(": ").append(entry.value()).append('\n');
    }
    target.write(text.append('\n').toString().getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void write(Statement statement) throws IOException {
    if (!(statement instanceof Step step) || !step.below().isEmpty()) {
      throw inexpressible(statement);
    }
    int bits = domain(step.action().domain()) << TraceBody.DOMAIN_SHIFT | answerBits(step);
    switch (step.action()) {
      case Action.Malloc m -> {
        create(bits | TraceBody.MALLOC, m.blockNumber(), step);
        number(m.size().value());
      }
      case Action.Calloc c -> {
        create(bits | TraceBody.CALLOC, c.blockNumber(), step);
        number(c.elementCount());
        number(c.elementSize().value());
      }
      case Action.ReallocNull r -> {
        create(bits | TraceBody.REALLOC_NULL, r.blockNumber(), step);
        number(r.size().value());
      }
      case Action.Realloc r -> {
        refer(bits | TraceBody.REALLOC, r.blockNumber(), step);
        number(r.size().value());
      }
      case Action.Free f -> {
        refer(bits | TraceBody.FREE, f.blockNumber(), step);
        blocks.free(f.blockNumber());
      }
      case Action.FreeNull f -> target.write(bits | TraceBody.FREE_NULL);
    }
  }

  private static int domain(Domain domain) {
    return switch (domain) {
      case RAW -> 0;
      case MEM -> 1;
      case OBJ -> 2;
    };
  }

  private static int answerBits(Step step) {
    return switch (step.action()) {
      case Action.Free f -> bits(step, null);
      case Action.FreeNull f -> bits(step, null);
      case Action.Malloc m -> bits(step, Expected.Word.BLOCK);
      case Action.Calloc c -> bits(step, Expected.Word.BLOCK);
      case Action.ReallocNull r -> bits(step, Expected.Word.BLOCK);
      case Action.Realloc r when Expected.Word.MOVED.equals(step.expected()) -> TraceBody.MOVED_BIT;
      case Action.Realloc r -> bits(step, Expected.Word.STAYED);
    };
  }

  private static int bits(Step step, @Nullable Expected usual) {
    if (Objects.equals(step.expected(), usual)) {
      return 0;
    }
    if (Pointer.NULL.equals(step.expected())) {
      return TraceBody.NULL_BIT;
    }
    throw inexpressible(step);
  }

  private void create(int bits, int number, Step step) throws IOException {
    if (number != blocks.nextNumber() || blocks.isExhausted()) {
      throw inexpressible(step);
    }
    if ((bits & TraceBody.NULL_BIT) == 0) {
      blocks.create();
    }
    target.write(bits);
  }

  private void refer(int bits, int number, Step step) throws IOException {
    if (!blocks.isLive(number)) {
      throw inexpressible(step);
    }
    target.write(bits);
    number(blocks.nextNumber() - number);
  }

  private void number(long value) throws IOException {
    long rest = value;
    while ((rest & -0x80L) != 0) {
      target.write((int) rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    target.write((int) rest);
  }

  private static IllegalArgumentException inexpressible(Statement statement) {
    return new IllegalArgumentException("a PAT1 trace cannot say " + statement);
  }
}
