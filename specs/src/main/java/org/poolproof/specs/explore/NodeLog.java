package org.poolproof.specs.explore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.checkerframework.checker.calledmethods.qual.EnsuresCalledMethods;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.mustcall.qual.Owning;

/**
 * Every node that was reached, in the order in which it was, in a file:
 *
 * <pre>
 *   2 bytes   8 bytes                       length
 *   | length | where the parent's entry is | the node | ...        big-endian
 * </pre>
 *
 * <p>The nodes that are yet to be expanded are its end.
 */
@InheritableMustCall("close")
final class NodeLog implements AutoCloseable {

  /** The parent of the node that everything starts from. */
  static final long NO_PARENT = -1;

  private static final int HEAD_BYTES = Short.BYTES + Long.BYTES;
  private static final int BUFFER_BYTES = 1 << 20;

  /**
   * A node in the log.
   *
   * @param offset where its entry is
   * @param next where the next one is
   */
  record Entry(long offset, long parent, byte[] node, long next) {}

  private final @Owning FileChannel channel;
  private final ByteBuffer unwritten = ByteBuffer.allocate(BUFFER_BYTES);
  private final ByteBuffer window = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private long windowOffset;
  private long writtenBytes;

  /** The log in {@code file}, whose first {@code length} bytes are kept. */
  NodeLog(Path file, long length) throws IOException {
    channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      if (channel.size() < length) {
        throw new IOException(file + ": " + channel.size() + " bytes, expected " + length);
      }
      channel.truncate(length);
      channel.position(length);
    } catch (IOException failed) {
      channel.close();
      throw failed;
    }
    writtenBytes = length;
  }

  /** How long it is, in bytes. */
  long length() {
    return writtenBytes + unwritten.position();
  }

  /** Adds a node at the end. */
  void append(long parent, byte[] node) throws IOException {
    if (unwritten.remaining() < HEAD_BYTES + node.length) {
      flush();
    }
    unwritten.putShort((short) node.length).putLong(parent).put(node);
  }

  private void flush() throws IOException {
    unwritten.flip();
    while (unwritten.hasRemaining()) {
      writtenBytes += channel.write(unwritten);
    }
    unwritten.clear();
  }

  /** All of it is on the disk. */
  void force() throws IOException {
    flush();
    channel.force(false);
  }

  /** The entry at {@code offset}, which is that of one. */
  Entry at(long offset) throws IOException {
    ByteBuffer head = bytes(offset, HEAD_BYTES);
    int length = Short.toUnsignedInt(head.getShort());
    long parent = head.getLong();
    byte[] node = new byte[length];
    bytes(offset + HEAD_BYTES, length).get(node);
    return new Entry(offset, parent, node, offset + HEAD_BYTES + length);
  }

  /** At least {@code count} bytes from {@code offset} on. */
  private ByteBuffer bytes(long offset, int count) throws IOException {
    if (offset < windowOffset || offset + count > windowOffset + window.limit()) {
      if (offset + count > writtenBytes) {
        flush();
      }
      window.clear();
      windowOffset = offset;
      while (window.position() < count) {
        if (channel.read(window, offset + window.position()) < 0) {
          throw new IOException("the log of nodes ends at " + length() + " bytes");
        }
      }
      window.flip();
    }
    return window.position((int) (offset - windowOffset));
  }

  /** The nodes from the start to the one at {@code offset}. */
  List<byte[]> path(long offset) throws IOException {
    List<byte[]> path = new ArrayList<>();
    for (long at = offset; at != NO_PARENT; ) {
      Entry entry = at(at);
      path.add(entry.node());
      at = entry.parent();
    }
    Collections.reverse(path);
    return path;
  }

  @Override
  @EnsuresCalledMethods(value = "channel", methods = "close")
  public void close() throws IOException {
    channel.close();
  }
}
