package org.poolproof.specs.check;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.Subject;

/** What is checked against what: opens both, on heaps that start empty. */
public interface Contestants {

  /**
   * The allocator under test.
   *
   * @param isShort whether only a few operations follow, so that memory which notices more may be
   *     slower
   * @throws CannotHold if it cannot be built to {@code geometry}
   */
  Subject subject(Geometry geometry, boolean isShort);

  /**
   * What it is held against, null if the contract alone judges it.
   *
   * @throws CannotHold if it cannot be built to {@code geometry}
   */
  @Nullable Subject reference(Geometry geometry);
}
