package org.poolproof.specs.tck;

import org.poolproof.specs.subject.jvm.AllocatorUnderTest;

class LwjglJemallocTest extends AllocatorConformanceTest {

  @Override
  protected AllocatorUnderTest open() {
    return new LwjglJemalloc();
  }
}
