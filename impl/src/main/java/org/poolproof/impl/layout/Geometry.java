package org.poolproof.impl.layout;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.signedness.qual.SignedPositive;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.impl.memory.Memory;
import org.poolproof.types.ByteSize;

/**
 * The constants of one pymalloc (PYMALLOC.md 1). A request of n bytes, 1 to {@link #smallLimit},
 * has class (n - 1) / alignment; the blocks of class i have alignment * (i + 1) bytes.
 *
 * @param wordBytes the bytes of a pointer: 8 or 4
 * @param alignmentBytes the granularity of blocks: a power of two, at least a word
 * @param classCount how many classes there are
 * @param poolBytes the size and alignment of a pool: a power of two
 * @param arenaBytes the size of an arena: a multiple of the pool; with a radix index a power of two
 * @param headerBytes where the first block of a pool begins: a multiple of the alignment
 * @param maxNextOffsets for each class the greatest offset at which a block may be carved. The pool
 *     less one block in every real geometry; less where blocks are to be few
 * @param index how an address is found to lie in an arena
 * @param keepsLastArena whether the last usable arena stays when it is empty
 * @param initialRecordCount how many records the first table has; every later one twice as many
 * @param rules what the functions do where the versions differ
 */
public record Geometry(
    @SignedPositive @ByteSize int wordBytes,
    @SignedPositive @ByteSize int alignmentBytes,
    @SignedPositive int classCount,
    @SignedPositive @ByteSize int poolBytes,
    @SignedPositive @ByteSize int arenaBytes,
    @SignedPositive @ByteSize int headerBytes,
    List<Integer> maxNextOffsets,
    Index index,
    boolean keepsLastArena,
    @SignedPositive int initialRecordCount,
    Rules rules) {

  /** How an address is found to lie in an arena (PYMALLOC.md 6 and 7). */
  public sealed interface Index {}

  /** By the arenaindex at the address rounded down to a pool, and the table of records. */
  public record Table() implements Index {}

  /**
   * By a tree over the addresses divided by the size of an arena; address bits above the sum of the
   * widths are ignored, and must be zero in whatever the layers below grant. Widths are in bits.
   * Without top and middle the leaves are one static node.
   */
  public record Radix(
      @SignedPositive int topBits, @SignedPositive int middleBits, @SignedPositive int bottomBits)
      implements Index {
    /** Refuses a tree of two levels, or wider than an address. */
    public Radix {
      require((topBits == 0) == (middleBits == 0), "a radix tree has one level or three");
      require(bottomBits >= 1, "a radix tree has leaves");
      require(topBits + middleBits + bottomBits < Long.SIZE, "a radix tree indexes addresses");
    }

    /** Whether the leaves are one static node. */
    public boolean isFlat() {
      return topBits == 0;
    }
  }

  /**
   * Where the versions' functions differ (PYMALLOC.md 2).
   *
   * @param foreignReallocToZeroKeeps realloc(p, 0) of a block of the raw domain asks for 1 byte and
   *     answers p when that is refused (2.7, 3.6)
   * @param asksRawForOneInsteadOfZero malloc(0) asks the raw domain for 1 byte itself (2.7)
   * @param servesMemDomain whether PyMem_Malloc and its kin are pymalloc too (all but 2.7)
   */
  public record Rules(
      boolean foreignReallocToZeroKeeps,
      boolean asksRawForOneInsteadOfZero,
      boolean servesMemDomain) {}

  /** Refuses constants with which the algorithm does not work, naming the first reason. */
  public Geometry {
    maxNextOffsets = List.copyOf(maxNextOffsets);
    require(wordBytes == 8 || wordBytes == 4, "a word is 8 or 4 bytes");
    require(isPowerOfTwo(alignmentBytes), "the alignment is a power of two");
    require(alignmentBytes >= wordBytes, "a free block holds a link: alignment >= word");
    require(classCount >= 1 && classCount < PoolHeader.NO_CLASS, "classes are 1 to 65534");
    require(isPowerOfTwo(poolBytes), "a pool is a power of two");
    require(headerBytes >= PoolHeader.bytes(wordBytes), "the header holds its fields");
    require(headerBytes % alignmentBytes == 0, "the first block is aligned");
    require(maxNextOffsets.size() == classCount, "every class has its greatest offset");
    for (int i = 0; i < classCount; i++) {
      int block = alignmentBytes * (i + 1);
      int greatest = (@ByteSize int) (int) maxNextOffsets.get(i);
      require(greatest >= headerBytes + block, "a pool has room for two blocks of each class");
      require(greatest <= poolBytes - block, "the last block ends in its pool");
    }
    require(arenaBytes % poolBytes == 0, "an arena is a multiple of a pool");
    require(arenaBytes / poolBytes >= 2, "an arena has at least two pools");
    require(index instanceof Table || isPowerOfTwo(arenaBytes), "radix: arenas a power of two");
    require(initialRecordCount >= 1, "the first table has a record");
  }

  /**
   * A geometry with full pools: the header is the fields, rounded up, and the greatest offset of a
   * class is the pool less a block. The first table has 16 records.
   */
  public static Geometry full(
      @SignedPositive @ByteSize int wordBytes,
      @SignedPositive @ByteSize int alignmentBytes,
      @SignedPositive int classCount,
      @SignedPositive @ByteSize int poolBytes,
      @SignedPositive @ByteSize int arenaBytes,
      Index index,
      boolean keepsLastArena,
      Rules rules) {
    int fields = PoolHeader.bytes(wordBytes);
    int header = (fields + alignmentBytes - 1) / alignmentBytes * alignmentBytes;
    List<Integer> offsets = new ArrayList<>();
    for (int blocks = 1; blocks <= classCount; blocks++) {
      offsets.add(poolBytes - blocks * alignmentBytes);
    }
    return new Geometry(
        wordBytes,
        alignmentBytes,
        classCount,
        poolBytes,
        arenaBytes,
        header,
        offsets,
        index,
        keepsLastArena,
        16,
        rules);
  }

  /** The greatest request that pymalloc serves itself. */
  public @SignedPositive @ByteSize int smallLimit() {
    return alignmentBytes * classCount;
  }

  /** The greatest request of all: half of what a word can say. */
  public @SignedPositive @ByteSize long requestLimit() {
    return (@ByteSize long) (wordBytes == 8 ? Long.MAX_VALUE : Integer.MAX_VALUE);
  }

  /** How far a size is shifted to give its class. */
  public @SignedPositive int classShift() {
    return Integer.numberOfTrailingZeros(alignmentBytes);
  }

  /** The size of the blocks of a class. */
  public @SignedPositive @ByteSize int blockBytes(@SignedPositive int classIndex) {
    return alignmentBytes * (classIndex + 1);
  }

  /** The greatest offset at which a block of a class is carved. */
  @SuppressWarnings("signedness:cast.unsafe") // greater than the header: the constructor saw to it
  public @SignedPositive @ByteSize int maxNextOffset(@SignedPositive int classIndex) {
    return (@SignedPositive @ByteSize int) (int) maxNextOffsets.get(classIndex);
  }

  /** How many blocks of a class a pool holds. */
  public @SignedPositive int blockCount(@SignedPositive int classIndex) {
    return (maxNextOffset(classIndex) - headerBytes) / blockBytes(classIndex) + 1;
  }

  /** How many pools an arena has that begins at a multiple of the pool size. */
  public @SignedPositive int poolCount() {
    return arenaBytes / poolBytes;
  }

  /** Memory of this geometry's words, unchecked. */
  public Memory memory(@Unsigned @ByteSize long displacement) {
    return Memory.plain(wordBytes, displacement);
  }

  private static boolean isPowerOfTwo(int value) {
    return Integer.bitCount(value) == 1;
  }

  private static void require(boolean condition, String sentence) {
    if (!condition) {
      throw new IllegalArgumentException("no geometry: " + sentence);
    }
  }
}
