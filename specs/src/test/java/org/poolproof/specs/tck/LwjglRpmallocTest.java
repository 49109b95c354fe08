package org.poolproof.specs.tck;

import org.poolproof.specs.subject.jvm.AllocatorUnderTest;

class LwjglRpmallocTest extends AllocatorConformanceTest {

  @Override
  protected AllocatorUnderTest open() {
    return new LwjglRpmalloc();
  }
}
