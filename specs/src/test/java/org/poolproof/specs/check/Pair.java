package org.poolproof.specs.check;

import java.util.function.Function;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Subject;

/** A subject against the model, or against the contract alone. */
record Pair(Function<Geometry, Subject> opener, boolean hasReference) implements Contestants {

  static Pair withModel(Function<Geometry, Subject> opener) {
    return new Pair(opener, true);
  }

  @Override
  public Subject subject(Geometry geometry, boolean isShort) {
    return opener.apply(geometry);
  }

  @Override
  public @Nullable Subject reference(Geometry geometry) {
    return hasReference ? new ModelSubject(geometry) : null;
  }
}
