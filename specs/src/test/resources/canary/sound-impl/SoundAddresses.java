import java.util.List;
import org.checkerframework.checker.signedness.qual.Unsigned;
import org.poolproof.types.Address;
import org.poolproof.types.ByteSize;
import org.poolproof.types.PoolIndex;

/** What Signedness and our own checker must pass: the arithmetic an allocator is made of. */
class SoundAddresses {
  static final @ByteSize int POOL_BYTES = 4096;
  static final @ByteSize int HEADER_BYTES = 48;
  static final @ByteSize long POOL_MASK = POOL_BYTES - 1;

  static @Address long pool(@Address long block) {
    return block & ~POOL_MASK;
  }

  static @Address long poolByLiteral(@Address long block) {
    return block & ~4095L;
  }

  static @Address long poolByNegative(@Address long block) {
    return block & -POOL_BYTES;
  }

  static @ByteSize long offsetInPool(@Address long block) {
    return block & POOL_MASK;
  }

  static @Unsigned @ByteSize long offsetByRemainder(@Unsigned @Address long block) {
    return Long.remainderUnsigned(block, POOL_BYTES);
  }

  static @Address long poolAt(@Address long arena, @PoolIndex int pool) {
    return arena + pool * POOL_BYTES;
  }

  static @PoolIndex int poolIndex(@Address long block, @Address long arena) {
    return (@PoolIndex int) ((block - arena) / POOL_BYTES);
  }

  static @Address long firstBlock(@Address long pool) {
    pool += HEADER_BYTES;
    return pool + 8;
  }

  static long blockCount(@ByteSize long size) {
    return (POOL_BYTES - HEADER_BYTES) / size;
  }

  static int sizeClass(@ByteSize long request) {
    return (int) ((request - 1) >> 4);
  }

  static @ByteSize long classSize(int sizeClass) {
    return (@ByteSize long) (sizeClass + 1) << 4;
  }

  static @ByteSize long rounded(@ByteSize long request) {
    return (request + 15) & ~15L;
  }

  static long radixKey(@Address long block) {
    return block >> 30;
  }

  static boolean isNull(@Address long block) {
    return block == 0;
  }

  static boolean inArena(@Address long block, @Address long arena, @ByteSize long arenaBytes) {
    return block - arena < arenaBytes && block >= arena;
  }

  static @PoolIndex int next(@PoolIndex int pool, int pools) {
    return pool + 1 < pools ? pool + 1 : 0;
  }

  static @Address long last(List<@Address Long> blocks) {
    @Address long last = 0;
    for (@Address long block : blocks) {
      last = block;
    }
    return last;
  }

  static boolean below(@Unsigned long left, @Unsigned long right) {
    return Long.compareUnsigned(left, right) < 0;
  }

  static @Unsigned long page(@Unsigned long address) {
    return (address & ~4095L) + 4096L >>> 12;
  }

  static String text(@Unsigned long address) {
    return Long.toUnsignedString(address);
  }

  static @Unsigned @Address long end(
      @Unsigned @Address long arena, @Unsigned @ByteSize long bytes) {
    return arena + bytes;
  }

  static boolean isBelow(@Unsigned @Address long left, @Unsigned @Address long right) {
    return Long.compareUnsigned(left, right) < 0;
  }
}
