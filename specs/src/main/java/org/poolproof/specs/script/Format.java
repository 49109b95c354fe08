package org.poolproof.specs.script;

/** What a file is, by its first line. */
public enum Format {
  /** {@code # poolproof 1; ...}. */
  SCRIPT,
  /** {@code # pymalloc golden 1; ...}. */
  GOLDEN,
  /** {@code PAT1}. */
  TRACE,
  /** Malloclab's {@code .rep}: a decimal number. */
  MALLOCLAB,
  /** What glibc's mtrace writes: {@code = Start}. */
  MTRACE,
  /** What ltrace writes: a call. */
  LTRACE
}
