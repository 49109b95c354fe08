package org.poolproof.specs.script;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a file: it is read, or refused as unreadable, and nothing else. */
class MutationTest {

  private static final String SCRIPT =
      """
      # poolproof 1; geometry cpython-3.12; level placement; below recorded
      b0 = malloc 48            -> a0+0x30
        arena 1048576           -> 0x7f0000100000 # note
      b1 = raw calloc 3 16      -> r0
      # note
      b0 = realloc b0 400       -> moved
      b7 = mem realloc null 18446744073709551615 -> null
        raw realloc r0+0x8 7    -> null
        raw free r0
        arena free a0 1048576
      free b1                   -> -
      free null
      end blocks 1 arenas 2 freed 1 high 2
      statistics # text
      """;

  private static final int[] OPERATIONS = {
    0x10, 0x80, 0x01, 0x09, 3, 4, 0x0a, 2, 9, 0x2a, 1, 0xff, 0x7f, 0x0d, 0x0c, 1, 0x50, 4, 0x4b, 1
  };

  private static final int[] TELLING_VALUES = {
    0, '\n', '\r', '\t', ' ', '#', '+', '-', '0', '9', ';', '=', 'a', 'b', 'f', 'm', 0x7f, 0xff
  };

  static Stream<byte[]> files() {
    byte[] trace = Samples.trace(8, OPERATIONS);
    return Stream.of(
        Samples.ascii(SCRIPT),
        Samples.ascii(Samples.GOLDEN),
        trace,
        Samples.gzip(Samples.ascii(SCRIPT)),
        Samples.gzip(Samples.ascii(Samples.GOLDEN)),
        Samples.gzip(trace));
  }

  @ParameterizedTest
  @MethodSource("files")
  void fileItselfIsReadable(byte[] file) throws Unreadable {
    assertTrue(Samples.read(file).statements().size() > 4);
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyChangeOfOneByteIsReadOrRefused(byte[] file) {
    for (int place = 0; place < file.length; place++) {
      byte[] changed = file.clone();
      for (int bit = 0; bit < 8; bit++) {
        changed[place] = (byte) (file[place] ^ 1 << bit);
        Samples.refusal(changed);
      }
      for (int value : TELLING_VALUES) {
        changed[place] = (byte) value;
        Samples.refusal(changed);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyTruncationIsRefusedButWhereAWholeFileMayEnd(byte[] file) {
    for (int length = 0; length < file.length; length++) {
      byte[] truncated = Arrays.copyOf(file, length);
      if (!mayEnd(truncated)) {
        assertNotNull(Samples.refusal(truncated), () -> "cut after " + truncated.length + " bytes");
      }
    }
  }

  /** A script may end behind any line, a golden log also where its statistics text would begin. */
  private static boolean mayEnd(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    boolean isScript = text.startsWith("# poolproof");
    boolean isGolden = text.startsWith("# pymalloc golden");
    int lastLine = text.lastIndexOf('\n', text.length() - 2) + 1;
    return text.endsWith("\n") && (isScript || (isGolden && text.startsWith("# end ", lastLine)));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyRemovedOrDoubledByteIsReadOrRefused(byte[] file) {
    for (int place = 0; place < file.length; place++) {
      byte[] shorter = new byte[file.length - 1];
      System.arraycopy(file, 0, shorter, 0, place);
      System.arraycopy(file, place + 1, shorter, place, shorter.length - place);
      Samples.refusal(shorter);
      byte[] longer = new byte[file.length + 1];
      System.arraycopy(file, 0, longer, 0, place);
      System.arraycopy(file, place, longer, place + 1, file.length - place);
      Samples.refusal(longer);
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyByteBehindTheEndOfRecordingsAndGzipIsRefused(byte[] file) {
    if (file[0] == '#' && file[3] == 'o') {
      return; // A script may go on.
    }
    for (int value = 0; value < 256; value++) {
      byte[] longer = Arrays.copyOf(file, file.length + 1);
      longer[file.length] = (byte) value;
      assertNotNull(Samples.refusal(longer));
    }
  }

  @Test
  void randomBytesAreRefused() {
    Random random = new Random(1);
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = new byte[1 + random.nextInt(200)];
      random.nextBytes(bytes);
      assertNotNull(Samples.refusal(bytes));
    }
  }
}
