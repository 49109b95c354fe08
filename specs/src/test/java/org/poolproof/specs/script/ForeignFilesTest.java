package org.poolproof.specs.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of malloclab, mtrace and ltrace: what is read of them, and where each is faulty. */
class ForeignFilesTest {

  private static final String REP =
      """
      20000
      3
      9
      1
      a 0 512
      a 1 128
      r 0 640
      r 2 128
      f 1
      a 1 0
      f -1
      f 0
      f 2\s
      """;

  private static final String MTRACE =
      """
      = Start
      @ ./a b:(main+0x1b)[0x11be] + 0x55aa0010 0x30
      @ [0x11d1] + 0x55aa0050 0
      @ ./a:[0x11e6] < 0x55aa0010
      @ ./a:[0x11e6] > 0x55aa0090 0x190
      ! 0x55aa0050 0xffffffffffffff9c
      @ ./a:[0x11e6] - 0x55aa0090
      @ ./a:[0x11e6] - 0x77770000
      @ ./a:[0x11e6] + (nil) 0x7fffffff00000000
      @ ./a:[0x11e6] + 0x55aa0010 0x8
      @ ./a:[0x11e6] < 0x77770040
      @ ./a:[0x11e6] > 0x77770080 0x9
      = End
      """;

  private static final String LTRACE =
      """
      --- Called exec() ---
      [pid 7] libc.so.6->malloc(48)                    = 0x55aa0010
      [pid 7] puts("malloc(9) = 0x9")                  = 6
      8 12:01:02.003 calloc(3, 16)                     = 0x55aa0050 <0.000013>
      [pid 7] realloc(0x55aa0010, 400 <unfinished ...>
      [pid 8] malloc(7, <unfinished ...>
      [pid 8] free(nil)                                = <void>
      [pid 7] <... realloc resumed> )                  = 0x55aa0090
      [pid 8] <... malloc resumed> , 9, 9)             = 0x55aa0110
      [pid 8] <... strlen resumed> )                   = 3
      [pid 8] <... malloc resumed> )                   = 0x55aa0900
      realloc(0x55aa0050, 18446744073709551516)        = 0
      realloc@libc.so.6(0x55aa0050, -100, 3, 4)        = NULL
      reallocarray(0x55aa0050, 4, 25)                  = 0x55aa0150
      reallocarray(0x55aa0150, 0x8000000000000000, 2)  = nil
      aligned_alloc(64, 128)                           = 0x55aa0200
      memalign(64, 129)                                = 0x55aa0300
      valloc(5)                                        = 0x55aa0400
      realloc(0x55aa0090, 0)                           = 0
      realloc((nil), 1)                                = 0x55aa0090
      free(0x55aa0010)                                 = 1
      1732700000.12 free(0x55aa0200)                   = <void>
      +++ exited (status 0) +++
      """;

  private static ScriptReader open(String text) throws Unreadable {
    return ScriptReader.open(
        "foreign", new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static List<String> operations(Format format, String text) throws Unreadable {
    List<String> operations = new ArrayList<>();
    try (ScriptReader reader = open(text)) {
      assertEquals(format, reader.format());
      assertEquals(Level.CONTRACT, reader.header().level());
      assertEquals(Recording.NONE, reader.header().recording());
      assertEquals("cpython-3.12", reader.header().geometry().name());
      for (Statement next = reader.next(); next != null; next = reader.next()) {
        Step step = (Step) next;
        assertEquals(null, step.expected());
        assertEquals(List.of(), step.below());
        String line = text.lines().toList().get((int) step.line() - 1);
        assertEquals(line, text.substring((int) step.offset()).lines().findFirst().orElseThrow());
        operations.add(step.line() + ": " + ScriptWriter.text(step.action()));
      }
    }
    return operations;
  }

  @Test
  void malloclab() throws Unreadable {
    assertEquals(
        List.of(
            "5: b0 = malloc 512",
            "6: b1 = malloc 128",
            "7: b0 = realloc b0 640",
            "8: b2 = realloc null 128",
            "9: free b1",
            "10: b1 = malloc 0",
            "11: free null",
            "12: free b0",
            "13: free b2"),
        operations(Format.MALLOCLAB, REP));
  }

  @Test
  void mtrace() throws Unreadable {
    List<String> expected =
        List.of(
            "2: b0 = malloc 48",
            "3: b1 = malloc 0",
            "5: b0 = realloc b0 400",
            "6: b1 = realloc b1 18446744073709551516",
            "7: free b0",
            "8: free b2",
            "9: b3 = malloc 9223372032559808512",
            "10: b4 = malloc 8",
            "12: b5 = realloc null 9");
    assertEquals(expected, operations(Format.MTRACE, MTRACE));
    List<String> more = new ArrayList<>(expected);
    more.add("15: free b4");
    assertEquals(
        more, operations(Format.MTRACE, MTRACE + "= Start\n- 0x55aa0010\n= End\n= Start\n"));
    assertEquals(List.of(), operations(Format.MTRACE, "= Start\n"));
  }

  @Test
  void ltrace() throws Unreadable {
    assertEquals(
        List.of(
            "2: b0 = malloc 48",
            "4: b1 = calloc 3 16",
            "7: free null",
            "8: b0 = realloc b0 400",
            "9: b2 = malloc 7",
            "12: b1 = realloc b1 18446744073709551516",
            "13: b1 = realloc b1 18446744073709551516",
            "14: b1 = realloc b1 100",
            "15: b1 = realloc b1 18446744073709551615",
            "16: b3 = malloc 128",
            "17: b4 = malloc 129",
            "18: b5 = malloc 5",
            "19: free b0",
            "20: b6 = realloc null 1",
            "21: free b7",
            "22: free b3"),
        operations(Format.LTRACE, LTRACE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "malloc(8) = 0x10",
        "12 malloc(8) = 0x10",
        "[pid   12] malloc(8) = 0x10",
        "10:20:30 malloc(8) = 0x10",
        "12 10:20:30.5 malloc(8) = 0x10",
        "17.25   a.out->malloc(8) = 0x10"
      })
  void firstLineOfLtraceMayHaveATimeAndAProcess(String line) throws Unreadable {
    assertEquals(List.of("1: b0 = malloc 8"), operations(Format.LTRACE, line + "\n"));
  }

  private static Unreadable refused(String text) {
    return assertThrows(
        Unreadable.class,
        () -> {
          try (ScriptReader reader = open(text)) {
            while (reader.next() != null) {
              continue;
            }
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "20000 | 20000 1 | 1 | 7 | the end of the line",
        "9 | x | 3 | 1 | the number of operations, below 2^31",
        "a 1 128 | a 0 128 | 6 | 3 | the number of a block that is not live",
        "a 1 128 | a 3 128 | 6 | 3 | the number of a block, below 3",
        "a 1 128 | a 1 -128 | 6 | 5 | a decimal number",
        "a 1 128 | a 1 | 6 | 4 | a decimal number",
        "a 1 128 | b 1 128 | 6 | 1 | a line of one of a, r, f",
        "a 1 128 | a 1 128 1 | 6 | 9 | the end of the line",
        "f -1 | f -10 | 11 | 3 | the number of a block",
        "f 1 | f 2147483648 | 9 | 3 | the number of a block, below 3",
        "f 0 | f 0; f 0 | 13 | 3 | the number of a live block, or -1"
      })
  void faultsOfMalloclab(String line, String changed, int at, int column, String expected) {
    String other = changed.replace("; ", "\n");
    String text = REP.replaceFirst("(?m)^" + line + "$", other);
    assertFault(text, at, column, expected);
  }

  private static void assertFault(String text, int line, int column, String expected) {
    Unreadable refused = refused(text);
    assertEquals(line, refused.line(), refused.getMessage());
    assertEquals(column, refused.column(), refused.getMessage());
    assertEquals(true, refused.expected().contains(expected), refused.getMessage());
  }

  @Test
  void malloclabThatEndsEarlyOrGoesOn() {
    assertFault(REP + "f 1\n", 14, 1, "the end of the file behind 9 operations");
    assertFault(REP.substring(0, REP.indexOf("f 2")), 13, 1, "operation 9 of 9");
    assertFault("20000\n", 2, 1, "the number of blocks");
    assertFault("1\n0\n1\n1\na 0 1\n", 5, 3, "no block");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "+ 0x55aa0050 0 | ? 0x55aa0050 0 | 3 | 1 | an operator of + - < !",
        "+ 0x55aa0050 0 | + 55aa0050 0 | 3 | 1 | an operator of + - < !",
        "+ 0x55aa0050 0 | > 0x55aa0050 0 | 3 | 1 | an operator of + - < !",
        "> 0x55aa0090 0x190 | + 0x55aa0090 0x190 | 5 | 1 | an operator of >",
        "+ 0x55aa0050 0 | + 0x55aa0010 0 | 3 | 1 | that the one of line 2 is freed first",
        "= End | = Ended | 13 | 6 | the end of the line",
        "= End | = Enc | 13 | 1 | an operator of + - < !"
      })
  void faultsOfMtrace(String text, String changed, int line, int column, String expected) {
    assertFault(MTRACE.replace(text, changed), line, column, expected);
  }

  @Test
  void mtraceThatEndsEarlyOrGoesOn() {
    assertFault(MTRACE.substring(0, MTRACE.indexOf("@ ./a:[0x11e6] >")), 5, 1, "the line of '>'");
    assertFault(MTRACE + "- 0x10\n", 14, 1, "'= Start'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "malloc(48)                    | malloc(48                     | 2 | 27 | ') = RESULT'",
        "malloc(48)                    | malloc()                      | 2 | 27 | 1 arguments",
        "malloc(48)                    | malloc(many)                  | 2 | 27 | a number",
        "malloc(48)                    | malloc(99999999999999999999)  | 2 | 27 | of 64 bits",
        "48)                    = 0x55 | 48)                    = zx55 | 2 | 52 | a number",
        "realloc@libc.so.6(0x55aa0050, -100, 3, 4) | realloc(1) | 13 | 9 | 2 arguments",
        "= 0x55aa0300                  | = 0x55aa0200                  | 17 | 1 | line 16"
      })
  void faultsOfLtrace(String text, String changed, int line, int column, String expected) {
    assertFault(LTRACE.replace(text, changed), line, column, expected);
  }

  @Test
  void fileOfNobodyIsRefused() {
    assertFault("hello world\n", 1, 1, "of malloclab (a number), mtrace");
    assertFault("= Starting\n", 1, 1, "the first line of a script");
  }
}
