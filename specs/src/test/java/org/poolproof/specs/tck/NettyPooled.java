package org.poolproof.specs.tck;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.poolproof.specs.subject.Ability;
import org.poolproof.specs.subject.jvm.AllocatorUnderTest;

/** Direct buffers of Netty's pooled allocator: one arena, no cache of the thread. */
public final class NettyPooled implements AllocatorUnderTest {

  private static final int PAGE_BYTES = 8192;
  private static final int CHUNK_ORDER = 9;

  private final PooledByteBufAllocator pool =
      new PooledByteBufAllocator(true, 0, 1, PAGE_BYTES, CHUNK_ORDER, 0, 0, false);
  private final Map<Long, ByteBuf> buffers = new HashMap<>();

  @Override
  public long malloc(long bytes) {
    if (bytes < 0 || bytes > Integer.MAX_VALUE) {
      return 0;
    }
    ByteBuf buffer;
    try {
      buffer = pool.directBuffer((int) bytes, (int) bytes);
    } catch (OutOfMemoryError refused) {
      return 0;
    }
    buffers.put(buffer.memoryAddress(), buffer);
    return buffer.memoryAddress();
  }

  @Override
  public void free(long block) {
    ByteBuf buffer = buffers.remove(block);
    if (buffer != null) {
      buffer.release();
    }
  }

  @Override
  public Map<Ability, String> unsupported() {
    return Map.of(
        Ability.CALLOC, "a buffer is not cleared",
        Ability.REALLOC, "a buffer grows up to a capacity that is known when it is made",
        Ability.NO_BYTES, "all buffers of no bytes are the same");
  }

  @Override
  public OptionalLong heldBytes() {
    return OptionalLong.of(pool.metric().usedDirectMemory());
  }

  @Override
  public void close() {
    buffers.values().forEach(ByteBuf::release);
    buffers.clear();
    pool.trimCurrentThreadCache();
  }
}
