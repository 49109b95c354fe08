package org.poolproof.specs.script;

import org.checkerframework.checker.nullness.qual.Nullable;

/** What follows the header of a file. */
interface Body {

  /** The next statement; null at the end of the file, which is in order there. */
  @Nullable Statement next() throws Unreadable;
}
