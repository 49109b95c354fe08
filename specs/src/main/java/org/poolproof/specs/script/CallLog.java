package org.poolproof.specs.script;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.operation.Domain;

/**
 * The calls of a real Python program as specs/hosts/record.c, which describes the form, writes them
 * down: with addresses. They are read as operations on numbered blocks.
 */
public final class CallLog {

  /** Is told what happened, in order. */
  public interface Visitor {

    /** An operation of the client, which was answered {@code answer}; null to a free. */
    void operation(Step step, Address answer) throws IOException;

    /** pymalloc was granted an arena. */
    void arena(Address arena);

    /** It gave one back. */
    void arenaFree(Address arena);
  }

  private static final String MAGIC = "PPLOG 1\n";
  private static final int HEAD_BYTES = 4096;
  private static final int VERSION_OFFSET = 24;
  private static final int VERSION_BYTES = 40;
  private static final int ENTRY_BYTES = 40;
  private static final int WINDOW_BYTES = 1 << 26;
  private static final int WINDOW_ENTRIES = WINDOW_BYTES / ENTRY_BYTES;

  private static final int MALLOC = 0;
  private static final int CALLOC = 1;
  private static final int REALLOC = 2;
  private static final int FREE = 3;
  private static final int ARENA = 4;
  private static final int ARENA_FREE = 5;

  private static final Domain[] DOMAINS = {Domain.RAW, Domain.MEM, Domain.OBJ};

  private final Path file;
  private final Map<Long, Integer> live = new HashMap<>();
  private long number;
  private int nextBlock;
  private long unknownFreeCount;
  private long unknownReallocCount;
  private long implicitFreeCount;

  private String version = "";
  private long threadCount;

  private CallLog(Path file) {
    this.file = file;
  }

  /**
   * Reads {@code file}.
   *
   * @throws IOException if it cannot be read, or is no such log
   */
  public static CallLog read(Path file, Visitor visitor) throws IOException {
    CallLog log = new CallLog(file);
    try (FileChannel channel = FileChannel.open(file)) {
      log.read(channel, visitor);
    }
    return log;
  }

  /** The version of Python. */
  public String version() {
    return version;
  }

  /** How many threads called. */
  public long threadCount() {
    return threadCount;
  }

  /** Frees of blocks that the program was never answered, which are left out. */
  public long unknownFreeCount() {
    return unknownFreeCount;
  }

  /** Reallocs of such blocks, which count as creations. */
  public long unknownReallocCount() {
    return unknownReallocCount;
  }

  /** Blocks that must have been freed unseen, since another one is answered there. */
  public long implicitFreeCount() {
    return implicitFreeCount;
  }

  /**
   * The version of Python that wrote {@code file}.
   *
   * @throws IOException if it cannot be read, or is no such log
   */
  public static String version(Path file) throws IOException {
    CallLog log = new CallLog(file);
    try (FileChannel channel = FileChannel.open(file)) {
      log.readHead(channel);
    }
    return log.version;
  }

  /** Reads the head: how many entries follow. */
  private long readHead(FileChannel channel) throws IOException {
    ByteBuffer head = piece(channel, 0, HEAD_BYTES);
    byte[] magic = new byte[MAGIC.length()];
    head.get(0, magic);
    if (!new String(magic, StandardCharsets.US_ASCII).equals(MAGIC)) {
      throw new IOException(file + " is no log of calls: it begins otherwise");
    }
    long count = head.getLong(MAGIC.length());
    threadCount = head.getLong(MAGIC.length() + Long.BYTES);
    byte[] text = new byte[VERSION_BYTES];
    head.get(VERSION_OFFSET, text);
    version = new String(text, StandardCharsets.US_ASCII).replaceFirst("\0.*", "").strip();
    return count;
  }

  private void read(FileChannel channel, Visitor visitor) throws IOException {
    long count = readHead(channel);
    for (long start = 0; start < count; start += WINDOW_ENTRIES) {
      int length = (int) Math.min(WINDOW_ENTRIES, count - start);
      long offset = HEAD_BYTES + start / WINDOW_ENTRIES * WINDOW_BYTES;
      ByteBuffer window = piece(channel, offset, length * ENTRY_BYTES);
      for (int at = 0; at < length; at++) {
        entry(window, at * ENTRY_BYTES, visitor);
      }
    }
  }

  private ByteBuffer piece(FileChannel channel, long offset, int bytes) throws IOException {
    if (channel.size() < offset + bytes) {
      throw new IOException(file + " is no log of calls: it ends early");
    }
    return channel.map(FileChannel.MapMode.READ_ONLY, offset, bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void entry(ByteBuffer window, int at, Visitor visitor) throws IOException {
    Domain domain = DOMAINS[window.get(at + 1)];
    long first = window.getLong(at + 8);
    long second = window.getLong(at + 16);
    long answer = window.getLong(at + 32);
    switch (window.get(at)) {
      case MALLOC ->
          create(
              new Action.Malloc(domain, created(domain, answer, visitor), new ByteCount(first)),
              answer,
              visitor);
      case CALLOC ->
          create(
              new Action.Calloc(
                  domain, created(domain, answer, visitor), first, new ByteCount(second)),
              answer,
              visitor);
      case REALLOC -> realloc(domain, first, second, answer, visitor);
      case FREE -> free(domain, first, visitor);
      case ARENA -> {
        if (answer != 0) {
          visitor.arena(new Address(answer));
        }
      }
      case ARENA_FREE -> visitor.arenaFree(new Address(first));
      default -> throw new IOException(file + " has an entry of no known kind");
    }
  }

  /** The number of the block to come; one that is still live there was freed unseen. */
  private int created(Domain domain, long answer, Visitor visitor) throws IOException {
    Integer before = answer == 0 ? null : live.remove(answer);
    if (before != null) {
      implicitFreeCount++;
      tell(new Action.Free(domain, before), null, 0, visitor);
    }
    return nextBlock;
  }

  private void create(Action action, long answer, Visitor visitor) throws IOException {
    if (answer != 0) {
      live.put(answer, nextBlock++);
    }
    tell(action, answer == 0 ? Pointer.NULL : Expected.Word.BLOCK, answer, visitor);
  }

  private void realloc(Domain domain, long old, long size, long answer, Visitor visitor)
      throws IOException {
    Integer block = old == 0 ? null : live.get(old);
    if (block == null) {
      unknownReallocCount += old == 0 ? 0 : 1;
      int created = created(domain, answer, visitor);
      create(new Action.ReallocNull(domain, created, new ByteCount(size)), answer, visitor);
      return;
    }
    Expected expected = Pointer.NULL;
    if (answer != 0) {
      live.remove(old);
      created(domain, answer, visitor);
      live.put(answer, block);
      expected = answer == old ? Expected.Word.STAYED : Expected.Word.MOVED;
    }
    tell(new Action.Realloc(domain, block, new ByteCount(size)), expected, answer, visitor);
  }

  private void free(Domain domain, long block, Visitor visitor) throws IOException {
    if (block == 0) {
      tell(new Action.FreeNull(domain), null, 0, visitor);
      return;
    }
    Integer known = live.remove(block);
    if (known == null) {
      unknownFreeCount++;
      return;
    }
    tell(new Action.Free(domain, known), null, 0, visitor);
  }

  private void tell(Action action, @Nullable Expected expected, long answer, Visitor visitor)
      throws IOException {
    number++;
    visitor.operation(new Step(number, 0, action, expected, List.of()), new Address(answer));
  }
}
