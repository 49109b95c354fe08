package org.poolproof.specs.cli;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.check.Contestants;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.Subject;

/**
 * A subject and a reference as the command line names them. Short runs of {@code impl} are on
 * checked memory, where a fault is noticed that would end the process on plain memory.
 */
record NamedContestants(SubjectName named, SubjectName against) implements Contestants {

  @Override
  public Subject subject(Geometry geometry, boolean isShort) {
    return open(isShort ? named.checked() : named, geometry);
  }

  @Override
  public @Nullable Subject reference(Geometry geometry) {
    return against.isContract() ? null : open(against, geometry);
  }

  private static Subject open(SubjectName name, Geometry geometry) {
    @Nullable Geometry own = name.geometry();
    return name.open(own == null ? geometry : own, LayersBelow.firstArena(geometry));
  }
}
