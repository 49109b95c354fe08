package org.poolproof.specs.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolproof.model.geometry.Address;

/** Calls with addresses become operations on numbered blocks. */
class CallLogTest {

  private static final int MALLOC = 0;
  private static final int CALLOC = 1;
  private static final int REALLOC = 2;
  private static final int FREE = 3;
  private static final int ARENA = 4;
  private static final int ARENA_FREE = 5;

  @TempDir Path folder;

  /** What is told, in order. */
  private static final class Told implements CallLog.Visitor {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void operation(Step step, Address answer) {
      Expected expected = step.expected();
      lines.add(
          step.line()
              + ": "
              + ScriptWriter.text(step.action())
              + (expected == null ? "" : " -> " + expected)
              + (answer.isNull() ? "" : " " + answer));
    }

    @Override
    public void arena(Address arena) {
      lines.add("arena " + arena);
    }

    @Override
    public void arenaFree(Address arena) {
      lines.add("arena free " + arena);
    }
  }

  @Test
  void callsAreOperations() throws IOException {
    Path file =
        new LogOfCalls()
            .with(ARENA, 0, 262_144, 0, 0x7000)
            .with(MALLOC, 2, 5, 0, 0x7010)
            .with(CALLOC, 1, 3, 7, 0x7020)
            .with(MALLOC, 0, 9, 0, 0)
            .with(REALLOC, 2, 0, 4, 0x7030)
            .with(REALLOC, 2, 0x7010, 6, 0x7010)
            .with(REALLOC, 2, 0x7010, 60, 0x7040)
            .with(REALLOC, 2, 0x7040, 70, 0)
            .with(FREE, 2, 0x7040, 0, 0)
            .with(FREE, 2, 0, 0, 0)
            .with(ARENA, 0, 262_144, 0, 0)
            .with(ARENA_FREE, 0, 0x7000, 262_144, 0)
            .in(folder);
    Told told = new Told();
    CallLog log = CallLog.read(file, told);
    assertEquals(
        List.of(
            "arena 0x7000",
            "1: b0 = malloc 5 -> block 0x7010",
            "2: b1 = mem calloc 3 7 -> block 0x7020",
            "3: b2 = raw malloc 9 -> null",
            "4: b2 = realloc null 4 -> block 0x7030",
            "5: b0 = realloc b0 6 -> stayed 0x7010",
            "6: b0 = realloc b0 60 -> moved 0x7040",
            "7: b0 = realloc b0 70 -> null",
            "8: free b0",
            "9: free null",
            "arena free 0x7000"),
        told.lines);
    assertEquals("3.9.18", log.version());
    assertEquals("3.9.18", CallLog.version(file));
    assertEquals(2, log.threadCount());
    assertEquals(0, log.unknownFreeCount() + log.unknownReallocCount() + log.implicitFreeCount());
  }

  @Test
  void whatWasNotSeenIsCounted() throws IOException {
    Path file =
        new LogOfCalls()
            .with(FREE, 2, 0x9000, 0, 0)
            .with(REALLOC, 0, 0x9010, 8, 0x9020)
            .with(MALLOC, 2, 8, 0, 0x9020)
            .with(MALLOC, 2, 9, 0, 0x9030)
            .with(REALLOC, 2, 0x9020, 10, 0x9030)
            .in(folder);
    Told told = new Told();
    CallLog log = CallLog.read(file, told);
    assertEquals(
        List.of(
            "1: b0 = raw realloc null 8 -> block 0x9020",
            "2: free b0",
            "3: b1 = malloc 8 -> block 0x9020",
            "4: b2 = malloc 9 -> block 0x9030",
            "5: free b2",
            "6: b1 = realloc b1 10 -> moved 0x9030"),
        told.lines);
    assertEquals(1, log.unknownFreeCount());
    assertEquals(1, log.unknownReallocCount());
    assertEquals(2, log.implicitFreeCount());
  }

  @Test
  void entriesGoOnInTheNextWindow() throws IOException {
    LogOfCalls calls = new LogOfCalls();
    byte[] first = calls.with(MALLOC, 2, 1, 0, 0x10).bytes();
    int count = (1 << 26) / 40 + 1;
    byte[] all = new byte[4096 + (1 << 26) + 40];
    System.arraycopy(first, 0, all, 0, 4096);
    for (int entry = 0; entry < count; entry++) {
      int at = entry < count - 1 ? 4096 + 40 * entry : 4096 + (1 << 26);
      all[at] = FREE;
    }
    all[8] = (byte) count;
    all[9] = (byte) (count >> 8);
    all[10] = (byte) (count >> 16);
    Path file = Files.write(folder.resolve("long.log"), all);
    long[] told = new long[1];
    CallLog.read(
        file,
        new CallLog.Visitor() {
          @Override
          public void operation(Step step, Address answer) {
            told[0] = step.line();
          }

          @Override
          public void arena(Address arena) {}

          @Override
          public void arenaFree(Address arena) {}
        });
    assertEquals(count, told[0]);
  }

  private String refusal(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("bad.log"), bytes);
    return String.valueOf(
        assertThrows(IOException.class, () -> CallLog.read(file, new Told())).getMessage());
  }

  @Test
  void whatIsNoLogIsRefused() throws IOException {
    byte[] good = new LogOfCalls().with(MALLOC, 2, 1, 0, 0x10).bytes();
    byte[] magic = good.clone();
    magic[0] = 'X';
    String file = folder.resolve("bad.log").toString();
    assertEquals(file + " is no log of calls: it begins otherwise", refusal(magic));
    assertEquals(
        file + " is no log of calls: it ends early", refusal(Arrays.copyOf(good, good.length - 1)));
    byte[] kind = good.clone();
    kind[4096] = 9;
    assertEquals(file + " has an entry of no known kind", refusal(kind));
  }
}
