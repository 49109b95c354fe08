package org.poolproof.specs.subject;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.GeometryRefused;

/**
 * A subject as the command line names it: {@code model}, or {@code model@GEOMETRY}.
 *
 * @param text the whole name
 * @param geometry the geometry behind the @, null if there is none
 */
public record SubjectName(String text, @Nullable Geometry geometry) {

  private static final String MODEL = "model";

  /**
   * @throws IllegalArgumentException if {@code text} names no subject; the message says what does
   * @throws GeometryRefused if there is no such geometry
   */
  public static SubjectName parse(String text) {
    int at = text.indexOf('@');
    String kind = at < 0 ? text : text.substring(0, at);
    if (!kind.equals(MODEL)) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a subject; expected model or model@GEOMETRY");
    }
    return new SubjectName(text, at < 0 ? null : Geometries.named(text.substring(at + 1)));
  }

  /**
   * A subject of this name with an empty heap, built to {@code otherwise} if the name has no
   * geometry.
   */
  public ModelSubject open(Geometry otherwise) {
    return new ModelSubject(geometry == null ? otherwise : geometry);
  }
}
