package org.poolproof.specs.subject.impl;

/** Which memory the implementation works on. */
public enum Variant {
  /** Plain memory, as a program uses it. */
  PRODUCTION,
  /** Memory that stops a read of a dead byte, a touch of user memory and an endless operation. */
  CHECKED
}
