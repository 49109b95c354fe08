package org.poolproof.model.operation;

/** The three families of functions that a client may call. PYMALLOC.md 2. */
public enum Domain {
  /** PyMem_Raw*: the C library, without the interpreter's lock. */
  RAW,
  /** PyMem_*. */
  MEM,
  /** PyObject_*. */
  OBJ
}
