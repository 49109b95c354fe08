package org.poolproof.model.geometry;

/** A geometry that the algorithm cannot run on, or a text that names none; the message says why. */
public final class GeometryRefused extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  GeometryRefused(String reason) {
    super(reason);
  }
}
