package org.poolproof.specs.cli;

import java.util.List;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.GeometryRefused;
import org.poolproof.specs.scenario.Campaign;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.Subject;
import org.poolproof.specs.subject.port.PortSubject;

/**
 * What kind of allocator a subject is, as far as it decides what it can be held against.
 *
 * @param isOnGivenLayers whether the layers below it are what the script says
 * @param geometries those to which it is built if nobody says
 */
record PortNature(boolean isOnGivenLayers, List<Geometry> geometries) {

  /** Of what has no geometry only the alignment matters. */
  private static final Geometry ANY = Geometries.named("cpython-3.12");

  /**
   * Asks the host of {@code name}, if it has one.
   *
   * @throws CannotHold if it cannot be started
   */
  static PortNature of(SubjectName name, Subjects subjects) {
    if (!name.kind().isPort()) {
      return new PortNature(true, Campaign.geometries());
    }
    Geometry built = name.geometry() == null ? ANY : name.geometry();
    try (Subject subject = subjects.open(name, built, LayersBelow.firstArena(built))) {
      if (!(subject instanceof PortSubject port)) {
        throw new IllegalStateException(name.text() + " is a port");
      }
      boolean isOnGivenLayers = port.isOnGivenLayers();
      return new PortNature(
          isOnGivenLayers, List.of(isOnGivenLayers ? named(port.port().hostName()) : ANY));
    }
  }

  /** The geometry that a host is called by, if it is. */
  private static Geometry named(String hostName) {
    try {
      return Geometries.named(hostName);
    } catch (GeometryRefused none) {
      return ANY;
    }
  }
}
