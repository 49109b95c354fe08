package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The fields of an image by address, and which of them were seen in another one. Most fields are
 * entries of the nodes of a radix tree, a hundred thousand, and zero: of a node only the others are
 * kept one by one.
 */
final class FieldTable implements ModelImage.Fields {

  /** A field and what it holds. */
  record Field(String name, int bytes, long value) {}

  /** A piece of memory whose fields are zero where nothing else is said. */
  private static final class Zeros {
    private final Field field;
    private final long start;
    private final long bytes;
    private final int fieldBits;

    /** By index of the field: those that were seen, and those that are not zero. */
    private final BitSet done;

    Zeros(Field field, long start, long bytes) {
      this.field = field;
      this.start = start;
      this.bytes = bytes;
      fieldBits = Integer.numberOfTrailingZeros(field.bytes());
      done = new BitSet((int) (bytes >>> fieldBits));
    }

    boolean contains(long at) {
      return Long.compareUnsigned(at - start, bytes) < 0;
    }

    boolean hasFieldAt(long at) {
      return (at - start & field.bytes() - 1) == 0;
    }

    int index(long at) {
      return (int) (at - start >>> fieldBits);
    }
  }

  private static final int LEAST_LENGTH = 1 << 10;

  /** The places of the fields that are kept one by one, by a hash of their address; null: none. */
  private long[] addresses = new long[LEAST_LENGTH];

  private @Nullable Field[] fields = new @Nullable Field[LEAST_LENGTH];
  private boolean[] isSeen = new boolean[LEAST_LENGTH];
  private int keptCount;
  private final List<Zeros> pieces = new ArrayList<>();
  private @Nullable Zeros last;
  private long fieldCount;
  private long seenCount;

  /** How many fields there are. */
  long fieldCount() {
    return fieldCount;
  }

  /** How many of them were seen. */
  long seenCount() {
    return seenCount;
  }

  @Override
  public void add(String name, long at, int bytes, long value) {
    keep(at, new Field(name, bytes, value));
    fieldCount++;
  }

  private void keep(long at, Field field) {
    int place = place(addresses, at);
    keptCount += addresses[place] == 0 ? 1 : 0;
    addresses[place] = at;
    fields[place] = field;
    if (2 * keptCount > addresses.length) {
      grow();
    }
  }

  /** Where {@code address} is, or would be. Addresses are multiples of large powers of two. */
  private static int place(long[] addresses, long address) {
    int place = (int) (address * 0x9e37_79b9_7f4a_7c15L >>> 32) & addresses.length - 1;
    while (addresses[place] != 0 && addresses[place] != address) {
      place = place + 1 & addresses.length - 1;
    }
    return place;
  }

  private void grow() {
    long[] moreAddresses = new long[2 * addresses.length];
    @Nullable Field[] moreFields = new @Nullable Field[moreAddresses.length];
    boolean[] moreSeen = new boolean[moreAddresses.length];
    for (int old = 0; old < addresses.length; old++) {
      if (addresses[old] != 0) {
        int place = place(moreAddresses, addresses[old]);
        moreAddresses[place] = addresses[old];
        moreFields[place] = fields[old];
        moreSeen[place] = isSeen[old];
      }
    }
    addresses = moreAddresses;
    fields = moreFields;
    isSeen = moreSeen;
  }

  @Override
  public void addZeros(String name, long start, long bytes, int fieldBytes) {
    pieces.add(new Zeros(new Field(name, fieldBytes, 0), start, bytes));
    fieldCount += bytes / fieldBytes;
  }

  @Override
  public void replaceZero(String name, long at, int bytes, long value) {
    if (value != 0) {
      keep(at, new Field(name, bytes, value));
      Zeros piece = piece(at);
      if (piece != null) {
        piece.done.set(piece.index(at));
      }
    }
  }

  /** The field at {@code at}, null if none begins there. */
  @Nullable Field find(long at) {
    Field field = fields[place(addresses, at)];
    if (field != null) {
      return field;
    }
    Zeros piece = piece(at);
    return piece != null && piece.hasFieldAt(at) ? piece.field : null;
  }

  /**
   * Takes note that a field of {@code bytes} bytes at {@code at} that holds {@code value} was seen;
   * false, and no note, if there is none or it was seen before.
   */
  boolean see(long at, int bytes, long value) {
    Zeros piece = value == 0 ? piece(at) : null;
    if (piece != null) {
      return bytes == piece.field.bytes() && piece.hasFieldAt(at) && see(piece, at);
    }
    int place = place(addresses, at);
    Field field = fields[place];
    if (field == null || isSeen[place] || field.bytes() != bytes || field.value() != value) {
      return false;
    }
    isSeen[place] = true;
    seenCount++;
    return true;
  }

  /** The piece that {@code at} lies in, null if none; mostly the same one as the time before. */
  private @Nullable Zeros piece(long at) {
    if (last != null && last.contains(at)) {
      return last;
    }
    for (Zeros piece : pieces) {
      if (piece.contains(at)) {
        last = piece;
        return piece;
      }
    }
    return null;
  }

  private boolean see(Zeros piece, long at) {
    int index = piece.index(at);
    if (piece.done.get(index)) {
      return false;
    }
    piece.done.set(index);
    seenCount++;
    return true;
  }

  /** Shows those fields that were not seen, but of the zeros in pieces none. */
  void forEachUnseen(BiConsumer<Long, Field> visitor) {
    for (int place = 0; place < addresses.length; place++) {
      Field field = fields[place];
      if (field != null && !isSeen[place]) {
        visitor.accept(addresses[place], field);
      }
    }
  }
}
