package org.poolproof.specs.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that cannot be read at all are refused with a sentence. */
class FileErrorsTest {

  private static final String FORMATS =
      "the first line of a script ('# poolproof 1; ...'), a golden log ('# pymalloc golden 1; ...')"
          + " or a trace ('PAT1'); of malloclab (a number), mtrace ('= Start') or ltrace (a call)";

  @TempDir Path folder;

  private String refusal(Path file) {
    return assertThrows(Unreadable.class, () -> Script.read(file)).getMessage();
  }

  private String refusal(byte[] content) throws IOException {
    return refusal(Files.write(folder.resolve("file"), content)).replace(folder + "/", "");
  }

  @Test
  void missingFile() {
    Path file = folder.resolve("none");
    assertEquals(file + ": found no such file, expected a file that exists", refusal(file));
  }

  @Test
  void directory() {
    assertEquals(folder + ": found a directory, expected a file", refusal(folder));
  }

  @Test
  void fileWithoutPermission() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), Samples.GOLDEN);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(file), "this user may read every file");
    assertEquals(
        file + ": found that it may not be read, expected the permission to read it",
        refusal(file));
  }

  @Test
  void emptyFile() throws IOException {
    assertEquals("file:1:1: found end of file, expected " + FORMATS, refusal(new byte[0]));
    assertEquals(
        "file:1:1: found end of file, expected " + FORMATS, refusal(Samples.gzip(new byte[0])));
  }

  @Test
  void gzipThatEndsEarly() throws IOException {
    byte[] gzip = Samples.gzip(Samples.ascii(Samples.GOLDEN));
    for (int length : new int[] {2, 5, 10, gzip.length / 2, gzip.length - 8, gzip.length - 1}) {
      assertEquals(
          "file: found a gzip file that ends early, expected the rest of it",
          refusal(Arrays.copyOf(gzip, length)));
    }
  }

  @Test
  void corruptGzip() throws IOException {
    byte[] gzip = Samples.gzip(Samples.ascii(Samples.GOLDEN));
    byte[] checksum = gzip.clone();
    checksum[gzip.length - 8] ^= 1;
    assertEquals(
        "file: found a corrupt gzip file: a checksum that does not fit, expected what gzip has"
            + " written",
        refusal(checksum));
    byte[] length = gzip.clone();
    length[gzip.length - 1] ^= 1;
    assertTrue(refusal(length).contains("a length that does not fit"));
    byte[] behind = Arrays.copyOf(gzip, gzip.length + 1);
    assertTrue(refusal(behind).contains("bytes behind its end"), refusal(behind));
    byte[] method = gzip.clone();
    method[2] = 7;
    assertTrue(refusal(method).contains("an unknown compression method"));
  }

  @Test
  void gzipOfSeveralMembersIsOneText() throws IOException, Unreadable {
    String first = Samples.GOLDEN.substring(0, 200);
    byte[] head = Samples.gzip(Samples.ascii(first));
    byte[] tail = Samples.gzip(Samples.ascii(Samples.GOLDEN.substring(200)));
    byte[] both = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, both, head.length, tail.length);
    assertEquals(Samples.read(Samples.GOLDEN), Samples.read(both));
  }

  @Test
  void everyFieldOfAGzipHeaderIsPassed() throws IOException, Unreadable {
    byte[] gzip = Samples.gzip(Samples.ascii(Samples.GOLDEN));
    String[] fields = {"\2\1" + "e".repeat(258), "name\0", "a comment\0", "cc"};
    int[] flags = {4, 8, 16, 2};
    for (int present = 0; present < 16; present++) {
      StringBuilder more = new StringBuilder();
      int flag = 0;
      for (int field = 0; field < fields.length; field++) {
        if ((present >> field & 1) != 0) {
          more.append(fields[field]);
          flag |= flags[field];
        }
      }
      byte[] header = Samples.ascii(more.toString());
      byte[] longer = Arrays.copyOf(gzip, gzip.length + header.length);
      longer[3] = (byte) flag;
      System.arraycopy(header, 0, longer, 10, header.length);
      System.arraycopy(gzip, 10, longer, 10 + header.length, gzip.length - 10);
      assertEquals(Samples.read(Samples.GOLDEN), Samples.read(longer));
    }
    byte[] reserved = gzip.clone();
    reserved[3] = 32;
    assertTrue(refusal(reserved).contains("reserved flags"), refusal(reserved));
  }

  @Test
  void exceptionKnowsItsPlace() {
    Unreadable text =
        assertThrows(Unreadable.class, () -> Samples.read(Samples.HEADER + "free b\n"));
    assertEquals("F", text.file());
    assertEquals(2, text.line());
    assertEquals(6, text.column());
    assertEquals(-1, text.offset());
    assertEquals("'b'", text.found());
    assertEquals("the name of a block, b0 to b2147483647, or null", text.expected() + ", or null");
    byte[] trace = Samples.trace(1, 6);
    Unreadable stream = assertThrows(Unreadable.class, () -> Samples.read(trace));
    assertEquals(0, stream.line());
    assertEquals(trace.length - 1, stream.offset());
  }
}
