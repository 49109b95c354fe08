package org.poolproof.specs.script;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.checkerframework.checker.calledmethods.qual.EnsuresCalledMethods;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.mustcall.qual.Owning;

/**
 * The bytes of a file, inflated if its first two say that it is gzip, RFC 1952, of one or more
 * members. Unlike the library's stream this one refuses whatever follows the last member.
 */
@InheritableMustCall("close")
final class Content implements AutoCloseable {

  private enum Coding {
    UNKNOWN,
    PLAIN,
    GZIP
  }

  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;

  private static final int DEFLATED = 8;
  private static final int HEADER_CRC_FLAG = 2;
  private static final int EXTRA_FLAG = 4;
  private static final int NAME_FLAG = 8;
  private static final int COMMENT_FLAG = 16;

  private final @Owning InputStream file;
  private final @Owning Inflater inflater;
  private final CRC32 checksum = new CRC32();
  private final byte[] window = new byte[1 << 15];
  private int position;
  private int limit;
  private Coding coding = Coding.UNKNOWN;
  private boolean isInMember;

  /** Takes over {@code file}. */
  Content(@Owning InputStream file) {
    this.file = file;
    this.inflater = new Inflater(true);
  }

  /**
   * Puts at least one and at most {@code length}, a positive number, of the next bytes into {@code
   * target}; gives back how many, or -1 at the end.
   *
   * @throws EOFException if the file is gzip and ends early
   * @throws ZipException if it is gzip and corrupt
   */
  int read(byte[] target, int from, int length) throws IOException {
    if (coding == Coding.UNKNOWN) {
      limit = file.readNBytes(window, 0, 2);
      boolean isGzip = limit == 2 && (window[0] & 0xff) == MAGIC_1 && (window[1] & 0xff) == MAGIC_2;
      coding = isGzip ? Coding.GZIP : Coding.PLAIN;
    }
    if (coding == Coding.GZIP) {
      return readInflated(target, from, length);
    }
    if (position == limit) {
      return file.read(target, from, length);
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(window, position, target, from, count);
    position += count;
    return count;
  }

  private int readInflated(byte[] target, int from, int length) throws IOException {
    while (true) {
      if (!isInMember && !startMember()) {
        return -1;
      }
      int count = inflate(target, from, length);
      if (count > 0) {
        checksum.update(target, from, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      } else if (inflater.needsInput()) {
        fill();
        inflater.setInput(window, position, limit - position);
      } else {
        throw new ZipException("a preset dictionary");
      }
    }
  }

  private int inflate(byte[] target, int from, int length) throws ZipException {
    try {
      return inflater.inflate(target, from, length);
    } catch (DataFormatException e) {
      String message = e.getMessage();
      throw new ZipException(message == null ? "invalid deflate data" : message);
    }
  }

  /** Reads the header of the next member; false if there is no further byte. */
  private boolean startMember() throws IOException {
    if (position == limit) {
      int count = file.read(window, 0, window.length);
      if (count < 0) {
        return false;
      }
      position = 0;
      limit = count;
    }
    if (next() != MAGIC_1 || next() != MAGIC_2) {
      throw new ZipException("bytes behind its end");
    }
    if (next() != DEFLATED) {
      throw new ZipException("an unknown compression method");
    }
    int flags = next();
    if (flags >= 2 * COMMENT_FLAG) {
      throw new ZipException("reserved flags");
    }
    skip(6);
    if ((flags & EXTRA_FLAG) != 0) {
      skip(next() | next() << 8);
    }
    skipText((flags & NAME_FLAG) != 0);
    skipText((flags & COMMENT_FLAG) != 0);
    skip((flags & HEADER_CRC_FLAG) != 0 ? 2 : 0);
    inflater.reset();
    inflater.setInput(window, position, limit - position);
    checksum.reset();
    isInMember = true;
    return true;
  }

  private void endMember() throws IOException {
    position = limit - inflater.getRemaining();
    if (nextWord() != checksum.getValue()) {
      throw new ZipException("a checksum that does not fit");
    }
    if (nextWord() != (inflater.getBytesWritten() & 0xffff_ffffL)) {
      throw new ZipException("a length that does not fit");
    }
    isInMember = false;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void skipText(boolean isPresent) throws IOException {
    while (isPresent && next() != 0) {
      continue;
    }
  }

  private long nextWord() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private int next() throws IOException {
    if (position == limit) {
      fill();
    }
    return window[position++] & 0xff;
  }

  private void fill() throws IOException {
    int count = file.read(window, 0, window.length);
    if (count < 0) {
      throw new EOFException();
    }
    position = 0;
    limit = count;
  }

  @Override
  @EnsuresCalledMethods(value = "this.inflater", methods = "end")
  @EnsuresCalledMethods(value = "this.file", methods = "close")
  public void close() {
    inflater.end();
    try {
      file.close();
    } catch (IOException e) {
      // Nothing was written, so nothing is lost.
      return;
    }
  }
}
