package org.poolproof.specs.tck;

import org.poolproof.specs.subject.jvm.AllocatorUnderTest;

class NettyPooledTest extends AllocatorConformanceTest {

  @Override
  protected AllocatorUnderTest open() {
    return new NettyPooled();
  }
}
