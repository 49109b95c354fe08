package org.poolproof.specs.tck;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.lwjgl.system.rpmalloc.RPmalloc;
import org.poolproof.specs.subject.Ability;
import org.poolproof.specs.subject.jvm.AllocatorUnderTest;

/** rpmalloc, by the functions of LWJGL. */
public final class LwjglRpmalloc implements AllocatorUnderTest {

  static {
    RPmalloc.rpmalloc_initialize();
  }

  private final Set<Long> live = new HashSet<>();

  public LwjglRpmalloc() {
    RPmalloc.rpmalloc_thread_initialize();
  }

  private long answered(long block) {
    if (block != 0) {
      live.add(block);
    }
    return block;
  }

  @Override
  public long malloc(long bytes) {
    return answered(RPmalloc.nrpmalloc(bytes));
  }

  @Override
  public long calloc(long count, long bytes) {
    return answered(RPmalloc.nrpcalloc(count, bytes));
  }

  @Override
  public long realloc(long block, long bytes) {
    long answer = RPmalloc.nrprealloc(block, bytes);
    if (answer != 0) {
      live.remove(block);
    }
    return answered(answer);
  }

  @Override
  public void free(long block) {
    live.remove(block);
    RPmalloc.nrpfree(block);
  }

  @Override
  public Map<Ability, String> unsupported() {
    return Map.of(
        Ability.HUGE, "it is built without the validation of arguments: malloc(2^64 - 19) answers");
  }

  @Override
  public void close() {
    live.forEach(RPmalloc::nrpfree);
    live.clear();
  }
}
