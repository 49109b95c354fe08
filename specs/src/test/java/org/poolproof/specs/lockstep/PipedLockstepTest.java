package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.scenario.Episode;
import org.poolproof.specs.scenario.Workload;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.port.CPythonHost;
import org.poolproof.specs.subject.port.CPythonLibraries;
import org.poolproof.specs.subject.port.HostProgram;
import org.poolproof.specs.subject.port.Hosts;
import org.poolproof.specs.subject.port.NativeFixture;
import org.poolproof.specs.subject.port.PortSubject;

/** A really running CPython beside the model, over the pipe. Skipped where there is none. */
class PipedLockstepTest {

  private static Hosts hosts() {
    List<Path> libraries = CPythonLibraries.all();
    Assumptions.assumeFalse(libraries.isEmpty(), "no libpython was found on this machine");
    return new Hosts(
        CPythonHost.program("cpython", libraries.getFirst().toString(), Duration.ofSeconds(5)));
  }

  private static Geometry own(Hosts hosts) {
    try (PortSubject subject =
        new PortSubject(hosts, NativeFixture.GEOMETRY, NativeFixture.PROFILE)) {
      return Geometries.named(subject.port().hostName());
    }
  }

  private static @Nullable Difference run(Hosts hosts, Geometry geometry, Episode.Kind kind) {
    try (ModelSubject model = new ModelSubject(geometry);
        PortSubject subject = new PortSubject(hosts, geometry, NativeFixture.PROFILE)) {
      Bout bout = Bout.of(model, subject, Level.PLACEMENT, EnumSet.allOf(Compared.class));
      Workload client = Workload.of(new Episode(geometry, kind, 7, 4_000, 500));
      for (int count = 0; count < 4_000; count++) {
        Difference difference = bout.perform(client.next());
        client.answered(bout.isGranted());
        if (difference != null) {
          return difference;
        }
      }
      Difference difference = bout.audit();
      assertEquals(1, bout.imageCheckCount());
      assertEquals(4_000, bout.operationCount());
      assertTrue(bout.greatestLiveBlockCount() > 0);
      return difference;
    }
  }

  @Test
  void agreesWithTheModelOfItsVersion() {
    try (Hosts hosts = hosts()) {
      Geometry own = own(hosts);
      for (Episode.Kind kind : new Episode.Kind[] {Episode.Kind.BEGINNING, Episode.Kind.SWARM}) {
        assertNull(run(hosts, own, kind));
      }
    }
  }

  @Test
  void partsFromTheModelOfAnotherVersion() {
    try (Hosts hosts = hosts()) {
      boolean hasTree = own(hosts).arenaBytes() > 1 << 18;
      Geometry other = Geometries.named(hasTree ? "cpython-3.9" : "cpython-3.10");
      assertNotNull(run(hosts, other, Episode.Kind.SWARM));
    }
  }

  @Test
  void hostThatMakesUpItsAnswersIsFound() {
    String echo =
        "read head; echo '# poolproof 1; host made-up; below'; while read x; do case \"$x\" in"
            + " b*) echo \"$x -> 0x7f0000100030\";; '') ;; *' -> '*|*'arena free'*) ;;"
            + " ready) echo 'ready -> ?';; *) echo \"$x\";; esac; done";
    try (Hosts hosts =
        new Hosts(
            HostProgram.of("exec:sh", List.of("/bin/sh", "-c", echo), Duration.ofSeconds(5)))) {
      Difference difference = run(hosts, NativeFixture.GEOMETRY, Episode.Kind.SWARM);
      assertNotNull(difference);
      assertEquals(Difference.Rule.CALL, difference.rule());
      assertEquals("no further call of a layer below", difference.actual());
    }
  }
}
