package org.poolproof.impl.memory;

import static org.poolproof.impl.memory.ByteState.DEAD;
import static org.poolproof.impl.memory.ByteState.LIVE;
import static org.poolproof.impl.memory.ByteState.OUTSIDE;
import static org.poolproof.impl.memory.ByteState.USER;

import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;

/**
 * Memory that watches its allocator. It faults a read of a byte that is not LIVE, a write to one
 * that is neither DEAD nor LIVE, a touch of the user's blocks other than to copy or clear them, any
 * access outside a window of addresses, and an operation of more accesses than a budget.
 *
 * <p>An operation makes fewer than 100 accesses, and two for each new record when it enlarges the
 * table of arena records.
 *
 * <p>What it knows of a byte is what the allocator announced, or what a harness that knows better
 * said with {@link #mark}. Slow, and a byte of Java heap for each byte of those pages of 4096 that
 * mean something; the window may be of any length.
 */
public final class CheckedMemory extends Memory {
  private final Memory bytes;
  private final Shadow shadow;
  private final @SignedPositive int stepBudget;
  private final int[] stepCount = new int[1];

  /**
   * Watches {@code bytes}; all of the window is OUTSIDE at first.
   *
   * @param lower the window's lowest logical address
   * @param windowBytes its length
   * @param stepBudget how many accesses one operation may make
   */
  public CheckedMemory(
      Memory bytes,
      @Unsigned @Address long lower,
      @SignedPositive @ByteSize long windowBytes,
      @SignedPositive int stepBudget) {
    this.bytes = bytes;
    this.shadow = new Shadow(lower, windowBytes);
    this.stepBudget = stepBudget;
  }

  /** Says what a range of bytes means. */
  public void mark(@Unsigned @Address long at, @SignedPositive @ByteSize long n, ByteState state) {
    shadow.set(at, n, state);
  }

  /** What a byte means. */
  public ByteState stateOf(@Unsigned @Address long at) {
    return shadow.get(at);
  }

  /** What a range of bytes means, as ordinals of {@link ByteState}: for saving an image. */
  public byte[] saveStates(@Unsigned @Address long at, @SignedPositive @ByteSize int n) {
    return shadow.save(at, n);
  }

  /** The same into {@code states}, as many as that holds. */
  public void saveStates(@Unsigned @Address long at, byte[] states) {
    shadow.save(at, states);
  }

  /** Puts saved meanings back at {@code at}. */
  public void restoreStates(@Unsigned @Address long at, byte[] states) {
    shadow.restore(at, states);
  }

  @Override
  public @SignedPositive @ByteSize int wordBytes() {
    return bytes.wordBytes();
  }

  @Override
  public @Unsigned @ByteSize long displacement() {
    return bytes.displacement();
  }

  @Override
  public @Unsigned @Address long readAddress(@Unsigned @Address long at) {
    reading(at, bytes.wordBytes());
    return bytes.readAddress(at);
  }

  @Override
  public void writeAddress(@Unsigned @Address long at, @Unsigned @Address long value) {
    writing(at, bytes.wordBytes());
    bytes.writeAddress(at, value);
  }

  @Override
  public @Unsigned long readWord(@Unsigned @Address long at) {
    reading(at, bytes.wordBytes());
    return bytes.readWord(at);
  }

  @Override
  public void writeWord(@Unsigned @Address long at, @Unsigned long value) {
    writing(at, bytes.wordBytes());
    bytes.writeWord(at, value);
  }

  @Override
  public @SignedPositive long readHalf(@Unsigned @Address long at) {
    reading(at, HALF_BYTES);
    return bytes.readHalf(at);
  }

  @Override
  public void writeHalf(@Unsigned @Address long at, @Unsigned long value) {
    writing(at, HALF_BYTES);
    bytes.writeHalf(at, value);
  }

  @Override
  public @SignedPositive long readForeignHalf(@Unsigned @Address long at) {
    step(at);
    shadow.get(at);
    shadow.get(at + (HALF_BYTES - 1));
    return bytes.readForeignHalf(at);
  }

  @Override
  public void copyUser(
      @Unsigned @Address long from, @Unsigned @Address long to, @SignedPositive @ByteSize long n) {
    step(from);
    shadow.require("a copy from a block", from, n, USER);
    shadow.require("a copy to a block", to, n, USER, OUTSIDE);
    bytes.copyUser(from, to, n);
  }

  @Override
  public void zeroUser(@Unsigned @Address long at, @SignedPositive @ByteSize long n) {
    step(at);
    shadow.require("clearing a block", at, n, USER);
    bytes.zeroUser(at, n);
  }

  @Override
  public void beginOperation() {
    stepCount[0] = 0;
  }

  @Override
  public void beginWalk() {
    stepCount[0] = Integer.MIN_VALUE;
  }

  @Override
  public void own(@Unsigned @Address long at, @SignedPositive @ByteSize long n) {
    shadow.require("a grant", at, n, OUTSIDE);
    shadow.set(at, n, DEAD);
  }

  @Override
  public void ownZeroed(@Unsigned @Address long at, @SignedPositive @ByteSize long n) {
    own(at, n);
    shadow.set(at, n, LIVE);
  }

  @Override
  public void disown(@Unsigned @Address long at, @SignedPositive @ByteSize long n) {
    shadow.require("giving back", at, n, DEAD, LIVE);
    shadow.set(at, n, OUTSIDE);
  }

  @Override
  public void enlarge(
      @Unsigned @Address long from,
      @SignedPositive @ByteSize long fromBytes,
      @Unsigned @Address long to,
      @SignedPositive @ByteSize long toBytes) {
    byte[] states = fromBytes == 0 ? new byte[0] : shadow.save(from, (int) fromBytes);
    if (fromBytes != 0) {
      disown(from, fromBytes);
    }
    own(to, toBytes);
    shadow.restore(to, states);
  }

  @Override
  public void handOut(@Unsigned @Address long at, @SignedPositive @ByteSize long n) {
    shadow.require("handing out a block", at, n, DEAD, LIVE);
    shadow.set(at, n, USER);
  }

  @Override
  public void takeBack(@Unsigned @Address long at, @SignedPositive @ByteSize long n) {
    shadow.require("taking back a block", at, n, USER);
    shadow.set(at, n, DEAD);
  }

  @Override
  public void revoke(@Unsigned @Address long at, @SignedPositive @ByteSize long n) {
    shadow.require("a revocation", at, n, DEAD, LIVE, USER);
    shadow.set(at, n, DEAD);
  }

  @Override
  public void die(@Unsigned @Address long at, @SignedPositive @ByteSize long n) {
    shadow.require("a death", at, n, DEAD, LIVE);
    shadow.set(at, n, DEAD);
  }

  private void reading(@Unsigned @Address long at, @SignedPositive @ByteSize long n) {
    step(at);
    shadow.require("a read", at, n, LIVE);
  }

  private void writing(@Unsigned @Address long at, @SignedPositive @ByteSize long n) {
    step(at);
    shadow.require("a write", at, n, DEAD, LIVE);
    shadow.set(at, n, LIVE);
  }

  private void step(@Unsigned @Address long at) {
    if (stepCount[0]++ == stepBudget) {
      throw new MemoryFault("more than " + stepBudget + " accesses in one operation, the last", at);
    }
  }
}
