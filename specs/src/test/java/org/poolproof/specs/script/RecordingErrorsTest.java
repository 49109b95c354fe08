package org.poolproof.specs.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each error of a golden log or a trace has its place, and says what was expected there. */
class RecordingErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          c 0 74 6        | c 1 74 6        | 4:3: found '1', expected 0, the number of the next blo
          m 1 600 0       | m 2 600 0       | 5:3: found '2', expected 1, the number of the next blo
          m 1 700         | m 2 700         | 7:3: found '2', expected 1, the number of the next blo
          r 1 20          | r 2 20          | 8:3: found '2', expected the number of a live block
          f 1             | f 0             | 14:3: found '0', expected the number of a live block
          f 1             | f 9999999999    | 14:3: found '9999999999', expected the number of a liv
          m 1 600 0       | m 1 600         | 5:8: found end of line, expected a space
          m 1 600 0       | m 1 600 0x      | 5:10: found 'x', expected the end of the line
          m 1 600 0       | m 1  600 0      | 5:5: found ' 600', expected a decimal number, at most
          m 1 600 0       | m 1 600 q+1     | 5:9: found 'q+1', expected an address: p+HEX, r+HEX or
          m 1 600 0       | m 1 600 p-1     | 5:9: found 'p-1', expected an address: p+HEX, r+HEX or
          m 1 600 0       | m 1 600 p+01    | 5:11: found '01', expected the hexadecimal digits of a
          m 1 600 0       | m 1 600 p+A     | 5:11: found 'A', expected the hexadecimal digits of an
          m 1 600 0       | m 1 600 p+ffffffffffffffff | 5:9: found 'p+ffffffffffffffff', expected a
          m 1 600 0       | m 1 600 r+100000000000 | 5:9: found 'r+100000000000', expected an addres
          a p+35a80       | a 0             | 16:3: found '0', expected an address that is not null
          m 1 600 0       | x 1 600 0       | 5:1: found 'x', expected a line of one of m c n r f, A
          m 1 600 0       | ""              | 5:1: found end of line, expected a line of one of m c
          f 2             | M 2 0           | 18:1: found '#', expected the operation during which t
          # end blocks 0  | # end blocks x  | 18:14: found 'x', expected a decimal number below 2^63
          CPython 3.9.18  | CPython 4.0.1   | 1:44: found '4.0.1', expected a version with a geometr
          golden 1;       | golden 2;       | 1:19: found '2', expected version '1;' of the golden l
          seed 8          | seed -8         | 1:57: found '-8', expected a decimal seed
          base 0x7f26e0200000 | base 0x0    | 1:96: found '0x0', expected an address of 8 bytes, not
          #S text         | #T text         | 19:1: found '#T', expected the next line of the statis
          #S Total        | #S total        | 22:1: found end of file, expected the next line of the
          """)
  void faultOfGoldenLogIsFoundAtItsPlace(String text, String fault, String message) {
    String found = Samples.refusal(changed(Samples.GOLDEN, text, fault));
    assertEquals("F:" + message, found == null ? null : cut(found, message.length() + 2));
  }

  private static String changed(String text, String what, String fault) {
    String changed = text.replaceFirst("(?m)" + Pattern.quote(what), fault);
    assertNotEquals(text, changed);
    return changed;
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }

  @Test
  void goldenLogEndsWithItsStatisticsOrHasNone() {
    String head = Samples.GOLDEN.substring(0, Samples.GOLDEN.indexOf("#S"));
    assertNull(Samples.refusal(head));
    assertEquals(
        "F:20:1: found end of file, expected the next line of the statistics text, '#S TEXT'",
        Samples.refusal(head + "#S \n"));
    assertEquals(
        "F:22:1: found 'f', expected the next line of the statistics text, '#S TEXT'",
        Samples.refusal(Samples.GOLDEN + "f 1\n"));
    String narrow =
        """
        # pymalloc golden 1; recorded from CPython 3.9.2-i386; seed 1 arena mode 0 oom 0 \
        arena-region-base 0xdea00000
        m 0 5 r+73c860
        # end blocks 1 arenas 0 freed 0 high 0
        """;
    assertNull(Samples.refusal(narrow));
    assertEquals(
        "F:2:7: found 'p+fffffffff', expected an address inside its region",
        Samples.refusal(narrow.replace("r+73c860", "p+fffffffff")));
    assertEquals(
        "F:5:1: found end of file, expected the next line of the statistics text, '#S TEXT'",
        Samples.refusal(narrow + "#S \n"));
    assertNull(Samples.refusal(narrow + "#S Total  = 1\n#S \n"));
  }

  @Test
  void goldenLogWithoutEndIsTruncated() {
    assertEquals(
        "F:5:1: found end of file, expected an operation, or the line '# end'",
        Samples.refusal(Samples.GOLDEN.substring(0, Samples.GOLDEN.indexOf("m 1 600"))));
  }

  @Test
  void traceIsTruncatedOrTooLongOnlyIfBothAnnouncementsSaySo() {
    int start = Samples.trace(0).length;
    assertNull(Samples.refusal(Samples.trace(1, 0x10, 5)));
    assertEquals(
        "F: byte " + (start + 2) + " (operation 2): found end of file, expected operation 2 of 2",
        Samples.refusal(Samples.trace(2, 0x10, 5)));
    assertEquals(
        "F: byte "
            + (start + 2)
            + " (operation 2): found a byte behind the last operation, expected the end of the"
            + " file, as ops and ops_by_kind say",
        Samples.refusal(Samples.trace(1, 0x10, 5, 0x10, 5)));
    assertNull(refusalOfTrace("ops: 2", "ops: 3"));
    assertNull(refusalOfTrace("ops: 2", "ops: 1"));
    assertNull(refusalOfTrace("malloc=2", "malloc=9"));
    assertNull(refusalOfTrace("malloc=2", "malloc=0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ops: 2        | opt: 2         | 6:1: found 'opt:', expected one of the keys format, name
          ops: 2        | ops 2          | 6:4: found ' 2', expected ': '
          ops: 2        | ops:2          | 6:4: found ':2', expected ': '
          ops: 2        | ops: -2        | 6:6: found '-2', expected a decimal number below 2^63
          ops: 2        | ops: 9223372036854775808 | 6:6: found '9223372036854775808', expected a
          ops: 2        | ops: 2 2       | 6:7: found ' 2', expected the end of the line
          blocks: 7     | ops: 7         | 7:1: found 'ops:', expected each key once
          pat 1         | pat 2          | 2:9: found 'pat', expected 'pat 1'
          3.12.1        | 3.5.1          | 4:9: found '3.5.1', expected a version with a geometry
          free=0        | freed=0        | 8:14: found 'freed=0', expected each once of [calloc,
          free=0        | malloc=0       | 8:23: found 'malloc=2', expected each once of [calloc,
          0cb7767746a37295 | 0cb7767746a3729 | 28:12: found '0cb7767746a3729', expected 16 hexa
          7f0000100000, | 7f0000100000,, | 26:27: found ',7f0000300000', expected a hexadecimal
          7f0000100000, | 0,             | 26:14: found '0,7f0000300000', expected an address
          """)
  void faultOfSummaryIsFoundAtItsLine(String text, String fault, String message) {
    String found = refusalOfTrace(text, fault);
    assertEquals("F:" + message, found == null ? null : cut(found, message.length() + 2));
  }

  private static String refusalOfTrace(String text, String fault) {
    String trace = new String(Samples.trace(2, 0x10, 5, 0x10, 5), StandardCharsets.ISO_8859_1);
    return Samples.refusal(changed(trace, text, fault));
  }

  @Test
  void summaryWithoutARequiredKeyIsRefused() {
    String trace = new String(Samples.trace(0), StandardCharsets.ISO_8859_1);
    assertEquals(
        "F:29:1: found end of line, expected the keys that are missing: addr_hash",
        Samples.refusal(changed(trace, "addr_hash: 0cb7767746a37295\n", "")));
    assertEquals(
        "F:30:1: found end of file, expected the next key, or the empty line behind the last",
        Samples.refusal(trace.substring(0, trace.length() - 1)));
  }

  @ParameterizedTest
  @CsvSource({
    "'6', byte 0 (operation 1): found byte 0x06, expected a kind of 0 to 5 in bits 0 to 2",
    "'144 5', byte 0 (operation 1): found byte 0x90, expected bit 7 to be 0",
    "'24 5', byte 0 (operation 1): found byte 0x18, expected a domain of 0 to 2 in bits 3 and 4",
    "'48 5', byte 0 (operation 1): found byte 0x30, expected bit 5 (moved) only with a realloc",
    "'68 1', byte 0 (operation 1): found byte 0x44, expected bit 6 (NULL) not with a free",
    "'4 1', 'byte 1 (operation 1): found distance 1, expected no reference'",
    "'0 5 4 2', byte 3 (operation 2): found distance 2, expected 1 to 1",
    "'0 5 4 0', byte 3 (operation 2): found distance 0, expected 1 to 1",
    "'0 5 4 1 4 1', 'byte 5 (operation 3): found distance 1, block 0, expected a block that'",
    "'0 5 4 1 2 1 9', 'byte 5 (operation 3): found distance 1, block 0, expected a block that'",
    "'0 128', 'byte 1 (operation 1): found end of file, expected the operands of operation 1'",
    "'0 128 0', 'byte 1 (operation 1): found a number with a superfluous byte'",
    "'0 255 255 255 255 255 255 255 255 255 2', 'byte 1 (operation 1): found a number above 2^64'"
  })
  void faultOfTraceIsFoundAtItsByte(String bytes, String message) {
    int[] operations = Arrays.stream(bytes.split(" ")).mapToInt(Integer::parseInt).toArray();
    byte[] trace = Samples.trace(3, operations);
    int start = trace.length - operations.length;
    String found = Samples.refusal(trace);
    int offset = Integer.parseInt(message.split(" ")[1]);
    String expected = "F: " + message.replaceFirst("[0-9]+", "" + (start + offset));
    assertEquals(expected, found == null ? null : cut(found, expected.length()));
  }

  @Test
  void greatestNumberOfTraceIsRead() throws Unreadable {
    int[] malloc = {0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1};
    Script script = Samples.read(Samples.trace(1, malloc));
    assertEquals(
        "b0 = raw malloc 18446744073709551615 -> block\n",
        ScriptWriter.text(script.statements().getFirst()));
  }

  @Test
  @Tag("long")
  void summaryLineMayHave16MebibytesAlsoInAScript() throws Unreadable {
    String bases = "7f0000100000,".repeat(1_200_000) + "1";
    String trace =
        changed(
            new String(Samples.trace(0), StandardCharsets.US_ASCII),
            "7f0000100000,7f0000300000",
            bases);
    Script script = Samples.read(Samples.read(trace).text());
    Summary summary = ((Recording.Trace) script.header().recording()).summary();
    assertEquals(1_200_001, summary.arenaBases().size());
    assertEquals(
        "F:26:16777217: found a longer line, expected a line of at most 16777216 bytes",
        Samples.refusal(changed(trace, bases, bases + ",1".repeat(600_000))));
  }

  @Test
  void writersRefuseWhatTheirFormatCannotSay() throws Unreadable {
    Script golden = Samples.read(Samples.GOLDEN);
    Script trace = Samples.read(Samples.trace(0));
    for (String line :
        new String[] {"b0 = malloc 3", "b0 = mem malloc 3 -> null", "free null", "free b0 -> -"}) {
      Script script = Samples.read(Samples.HEADER + line + "\n");
      Script asGolden = new Script(golden.header(), script.statements());
      assertThrows(
          IllegalArgumentException.class, () -> Samples.written(asGolden, Format.GOLDEN), line);
    }
    for (String line : new String[] {"b0 = malloc 3", "b1 = malloc 3 -> block", "free b0"}) {
      Script script = Samples.read(Samples.HEADER + line + "\n");
      Script asTrace = new Script(trace.header(), script.statements());
      assertThrows(
          IllegalArgumentException.class, () -> Samples.written(asTrace, Format.TRACE), line);
    }
  }
}
