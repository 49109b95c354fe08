package org.poolproof.specs.script;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;

/**
 * What a file says before its first operation.
 *
 * @param geometry the geometry that its operations are meant for
 * @param level the level of agreement that it is meant for, null if it does not say
 * @param isSteady whether the operations are one round of steady work, which is carried out again
 *     and again
 * @param belowRecorded whether the calls of the layers below are complete: an operation without any
 *     made none. Otherwise such an operation says nothing about them, and one with some made
 *     exactly these.
 * @param recording where the operations come from
 */
public record Header(
    Geometry geometry,
    @Nullable Level level,
    boolean isSteady,
    boolean belowRecorded,
    Recording recording) {

  /** The header of a script that is carried out once. */
  public Header(
      Geometry geometry, @Nullable Level level, boolean belowRecorded, Recording recording) {
    this(geometry, level, false, belowRecorded, recording);
  }

  /** The header of a round of steady work, to be judged at level contract. */
  public static Header ofSteadyWork(Geometry geometry) {
    return new Header(geometry, Level.CONTRACT, true, false, Recording.NONE);
  }

  /** The header of a script that is not a recording and says nothing about the layers below. */
  public static Header of(Geometry geometry, @Nullable Level level) {
    return new Header(geometry, level, false, Recording.NONE);
  }
}
