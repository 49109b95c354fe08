package org.poolproof.specs.script;

import org.poolproof.model.geometry.Address;

/**
 * An address as a script names it: absolute, or by what the layers below granted. {@link
 * Object#toString()} of each is its spelling in a script.
 */
public sealed interface Pointer extends Expected {

  /** The null pointer. */
  Pointer NULL = new Null();

  /** The null pointer: {@code null}. */
  record Null() implements Pointer {
    @Override
    public String toString() {
      return "null";
    }
  }

  /** An absolute address, not null: {@code 0x7f0000100000}. */
  record At(Address address) implements Pointer {
    public At {
      if (address.isNull()) {
        throw new IllegalArgumentException("the null address is Pointer.NULL");
      }
    }

    @Override
    public String toString() {
      return address.toString();
    }
  }

  /**
   * {@code a2+0x30}: so many bytes, unsigned, into the arena that was granted as number {@code
   * arenaIndex}, counted from 0; arenas that were given back count on.
   */
  record InArena(int arenaIndex, long offsetBytes) implements Pointer {
    @Override
    public String toString() {
      return spelling('a', arenaIndex, offsetBytes);
    }
  }

  /** {@code r2}, {@code r2+0x10}: the same for the blocks that raw memory granted. */
  record InRaw(int rawIndex, long offsetBytes) implements Pointer {
    @Override
    public String toString() {
      return spelling('r', rawIndex, offsetBytes);
    }
  }

  private static String spelling(char kind, int index, long offsetBytes) {
    String base = kind + Integer.toString(index);
    return offsetBytes == 0 ? base : base + "+0x" + Long.toHexString(offsetBytes);
  }
}
