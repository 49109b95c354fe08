package org.poolproof.impl.domain;

/** A family of functions, by the names that CPython's documentation gives them. */
public enum Domain {
  /** {@code PyMem_RawMalloc} and its kin: the C library. */
  RAW,
  /** {@code PyMem_Malloc} and its kin: pymalloc, but in 2.7 the C library. */
  MEM,
  /** {@code PyObject_Malloc} and its kin: pymalloc. */
  OBJECT
}
