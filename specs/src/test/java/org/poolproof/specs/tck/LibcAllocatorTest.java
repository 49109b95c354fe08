package org.poolproof.specs.tck;

import org.poolproof.specs.subject.jvm.AllocatorUnderTest;

class LibcAllocatorTest extends AllocatorConformanceTest {

  @Override
  protected AllocatorUnderTest open() {
    return new LibcAllocator();
  }
}
