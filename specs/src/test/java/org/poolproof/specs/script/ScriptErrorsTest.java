package org.poolproof.specs.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each error of a script has its line and column, and says what was expected there. */
class ScriptErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          free b                      | 6  | 'b'          | the name of a block, b0 to
          free b2147483648            | 6  | 'b2147483648'| the name of a block, b0 to
          free b01                    | 7  | '01'         | the name of a block, b0 to
          free 3                      | 6  | '3'          | the name of a block, b0 to
          free                        | 5  | end of line  | the name of a block, b0 to
          free b1 b2                  | 9  | 'b2'         | '->' and an answer, or the end of the line
          free b1#note                | 8  | '#note'      | the end of the line
          frei b1                     | 1  | 'frei'       | an operation
          big free b1                 | 1  | 'big'        | an operation
          b1                          | 3  | end of line  | '='
          b1 malloc 3                 | 4  | 'malloc'     | '='
          b1 = alloc 3                | 6  | 'alloc'      | malloc, calloc or realloc
          b1 = free b1                | 6  | 'free'       | malloc, calloc or realloc
          end blocks 1                | 13 | end of line  | ' arenas '
          end blocks --1              | 13 | '-1'         | a decimal number below 2^63
          end blocks 1 arenas -1      | 21 | '-1'         | a decimal number below 2^63
          summary ops: 3              | 1  | 'summary'    | an operation
          "  arena 3 -> null"         | 3  | 'arena'      | an operation at the start of the line
          """)
  void faultOfLineIsFoundAtItsColumn(String line, int column, String found, String expected) {
    String message = Samples.refusal(Samples.HEADER + line + "\n");
    String start = "F:2:" + column + ": found " + found + ", expected " + expected;
    assertNotNull(message, line);
    assertTrue(message.startsWith(start), () -> message + "\n" + start);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          b1 = malloc                 | 12 | end of line  | a decimal number
          b1 = malloc -1              | 13 | '-1'         | a decimal number, at most
          b1 = malloc +1              | 13 | '+1'         | a decimal number, at most
          b1 = malloc 01              | 13 | '01'         | a decimal number, at most
          b1 = malloc 0x10            | 14 | 'x10'        | the end of the line
          b1 = malloc 18446744073709551616 | 13 | '18446744073709551616' | a decimal number, at most
          b1 = malloc 99999999999999999999 | 13 | '99999999999999999999' | a decimal number, at most
          b1 = malloc 100000000000000000000 | 13 | '100000000000000000000' | a decimal number, at
          b1 = calloc 3               | 14 | end of line  | a decimal number, at most
          b1 = realloc b2 3           | 14 | 'b2'         | b1, for the block keeps its name
          b1 = realloc 3              | 14 | '3'          | b1, for the block keeps its name
          b1 = malloc 3 ->            | 17 | end of line  | an answer
          b1 = malloc 3 -> 5          | 18 | '5'          | an answer: ADDRESS
          b1 = malloc 3 -> nul        | 18 | 'nul'        | an answer: ADDRESS
          b1 = malloc 3 -> moved      | 18 | 'moved'      | an answer of this operation
          b1 = malloc 3 -> -          | 18 | '-'          | an answer of this operation
          b1 = malloc 3 -> 0x0        | 18 | '0x0'        | an address that is not null
          b1 = malloc 3 -> 0xG        | 20 | 'G'          | lower-case hexadecimal digits
          b1 = malloc 3 -> 0x11112222333344445 | 20 | '11112222333344445' | lower-case hexadecimal
          b1 = malloc 3 -> a0+30      | 20 | '+30'        | '+0x' and an offset
          b1 = malloc 3 -> a          | 18 | 'a'          | an answer: ADDRESS
          b1 = malloc 3 -> a0 a1      | 21 | 'a1'         | the end of the line
          b1 = malloc 3-> a0          | 14 | '->'         | the end of the line
          b1 = malloc 3 => a0         | 15 | '=>'         | '->' and an answer, or the end of the line
          free b1 -> null             | 12 | 'null'       | an answer of this operation: -
          free null -> -              | 14 | '-'          | an answer of this operation: none
          """)
  void faultOfNumberOrAnswerIsFoundAtItsColumn(
      String line, int column, String found, String expected) {
    faultOfLineIsFoundAtItsColumn(line, column, found, expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          arena                       | 8  | end of line  | a size or free
          arena x                     | 9  | 'x'          | a decimal number
          arena 3                     | 10 | end of line  | '->'
          arena 3 ->                  | 13 | end of line  | an address
          arena 3 -> block            | 14 | 'block'      | an address
          arena free null 3           | 14 | 'null'       | an address
          arena free a0               | 16 | end of line  | a decimal number
          raw                         | 6  | end of line  | malloc, calloc, realloc or free
          raw mallok 3                | 7  | 'mallok'     | malloc, calloc, realloc or free
          raw malloc 3                | 15 | end of line  | '->'
          raw free                    | 11 | end of line  | an address
          raw free b0                 | 12 | 'b0'         | an address
          free b0                     | 3  | 'free'       | a call below
          """)
  void faultOfCallBelowIsFoundAtItsColumn(String line, int column, String found, String expected) {
    String message = Samples.refusal(Samples.HEADER + "# note\nfree null\n  " + line + "\n");
    String start = "F:4:" + column + ": found " + found + ", expected " + expected;
    assertNotNull(message, line);
    assertTrue(message.startsWith(start), () -> message + "\n" + start);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          "# poolprof 1; geometry cpython-3.12"   | 1  | '#'     | the first line of a script
          "# poolproof 2; geometry cpython-3.12"  | 13 | '2'     | version '1;' of the language
          "# poolproof 1"                         | 13 | '1'     | version '1;' of the language
          "# poolproof 1; level placement"        | 16 | 'level' | 'geometry '
          "# poolproof 1; geometry cpython-4"     | 25 | 'cpython-4' | a geometry that exists
          "# poolproof 1; geometry tiny:pools=1"  | 25 | 'tiny:pools=1' | a geometry that exists
          "# poolproof 1; geometry tiny; level x" | 37 | 'x'     | one of the levels contract,
          "# poolproof 1; geometry tiny; seed 1"  | 31 | 'seed'  | the end of the line or one of
          "# poolproof 1; geometry tiny; below 1" | 37 | '1'     | 'recorded'
          "# poolproof 1; geometry tiny level x"  | 29 | ' level' | ';' or the end of the line
          "# poolproof 1; geometry tiny; recorded x" | 40 | 'x'  | 'golden 1' or 'trace 1'
          "# poolproof 1; geometry tiny; recorded trace 1" | 0 | end of file | the keys that are
          PAT2                                  | 4  | '2'     | version '1' of PAT
          PAT1 x                                | 5  | ' x'    | the end of the line
          hello                                 | 1  | 'hello' | the first line of a script
          """)
  void faultOfFirstLineIsFoundAtItsColumn(String line, int column, String found, String expected) {
    String message = Samples.refusal(line + "\n");
    String place = column == 0 ? "F:2:1" : "F:1:" + column;
    String start = place + ": found " + found + ", expected " + expected;
    assertNotNull(message, line);
    assertTrue(message.startsWith(start), () -> message + "\n" + start);
  }

  @Test
  void geometryThatDoesNotFitTheRecordingIsRefused() throws Unreadable {
    String script = Samples.read(Samples.GOLDEN).text();
    assertEquals(
        "F:1:97: found '3.8.18', expected a version with the geometry cpython-3.9",
        Samples.refusal(script.replace("python 3.9.18", "python 3.8.18")));
    assertEquals(
        "F:1:168: found '0x200000000000', expected 0x100000000000, which goes with this arena"
            + " region",
        Samples.refusal(script.replace("raw-region 0x1", "raw-region 0x2")));
    String trace = Samples.read(Samples.trace(0)).text();
    assertEquals(
        "F:1:25: found 'cpython-3.11', expected cpython-3.12, the geometry of CPython 3.12.1",
        Samples.refusal(trace.replace("cpython-3.12", "cpython-3.11")));
  }

  @Test
  void bytesThatAreNotPrintableAsciiAreNamed() {
    String ascii = ", expected printable ASCII or a line feed";
    assertEquals(
        "F:1:37: found a carriage return (CRLF line end?)" + ascii,
        Samples.refusal(Samples.HEADER.replace("\n", "\r\n")));
    assertEquals("F:2:5: found a tab" + ascii, Samples.refusal(Samples.HEADER + "free\tb1\n"));
    assertEquals("F:2:2: found a NUL byte" + ascii, Samples.refusal(Samples.HEADER + "f\0\n"));
    assertEquals("F:2:1: found byte 0x1b" + ascii, Samples.refusal(Samples.HEADER + "\u001b\n"));
    assertEquals(
        "F:2:3: found byte 0xe4, not ASCII" + ascii,
        Samples.refusal(Samples.HEADER + "# \u00e4\n"));
  }

  @Test
  void lineThatIsNotEndedIsRefused() {
    assertEquals(
        "F:2:8: found end of file, expected a line feed behind the last line",
        Samples.refusal(Samples.HEADER + "free b1"));
    assertEquals(
        "F:1:4: found end of file, expected a line feed behind the last line",
        Samples.refusal("# p"));
  }

  @Test
  void lineOf64KibibytesIsReadAndLongerOnesAreRefused() throws Unreadable {
    String longest = "#".repeat(LineInput.LINE_LIMIT_BYTES);
    assertEquals(0, Samples.read(Samples.HEADER + longest + "\n").statements().size());
    String message = "F:2:65537: found a longer line, expected a line of at most 65536 bytes";
    assertEquals(message, Samples.refusal(Samples.HEADER + longest + "#\n"));
    assertEquals(message, Samples.refusal(Samples.HEADER + longest.repeat(40)));
    assertEquals(message, Samples.refusal(Samples.HEADER + longest.repeat(40) + "\n"));
  }

  @Test
  void statementsStandInTheirOrder() {
    String end = Samples.HEADER + "end blocks 0 arenas 0 freed 0 high 0\n";
    String expected = ", expected 'statistics TEXT' or the end of the file";
    assertEquals("F:3:1: found 'free'" + expected, Samples.refusal(end + "free b1\n"));
    assertEquals(
        "F:3:1: found 'end', expected one line 'end' at most",
        Samples.refusal(end + end.substring(Samples.HEADER.length())));
    assertEquals(
        "F:3:1: found 'free'" + expected,
        Samples.refusal(Samples.HEADER + "statistics\nfree b1\n"));
  }
}
