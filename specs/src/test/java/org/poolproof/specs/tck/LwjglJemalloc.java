package org.poolproof.specs.tck;

import java.util.HashSet;
import java.util.Set;
import org.lwjgl.system.jemalloc.JEmalloc;
import org.poolproof.specs.subject.jvm.AllocatorUnderTest;

/** jemalloc, by the functions of LWJGL. */
public final class LwjglJemalloc implements AllocatorUnderTest {

  private final Set<Long> live = new HashSet<>();

  private long answered(long block) {
    if (block != 0) {
      live.add(block);
    }
    return block;
  }

  @Override
  public long malloc(long bytes) {
    return answered(JEmalloc.nje_malloc(bytes));
  }

  @Override
  public long calloc(long count, long bytes) {
    return answered(JEmalloc.nje_calloc(count, bytes));
  }

  @Override
  public long realloc(long block, long bytes) {
    long answer = JEmalloc.nje_realloc(block, bytes);
    if (answer != 0) {
      live.remove(block);
    }
    return answered(answer);
  }

  @Override
  public void free(long block) {
    live.remove(block);
    JEmalloc.nje_free(block);
  }

  @Override
  public void close() {
    live.forEach(JEmalloc::nje_free);
    live.clear();
  }
}
