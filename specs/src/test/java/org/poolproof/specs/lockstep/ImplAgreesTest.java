package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.impl.ImplSubject;
import org.poolproof.specs.subject.impl.Variant;

/** The off-heap implementation does what the model does, and its memory is the model's state. */
class ImplAgreesTest {

  private static final List<String> TINY =
      List.of(
          "tiny",
          "tiny:base=mixed,arenas=4",
          "tiny:base=none,arenas=3,pools=3,keep=none",
          "tiny:classes=1,blocks=2,pools=2,arenas=5,keep=none",
          "tiny:classes=3,blocks=4,pools=3,arenas=3,word=4",
          "tiny:classes=2,blocks=2,pools=2,arenas=6,records=2",
          "tiny:index=radix",
          "tiny:index=radix,base=pool,arenas=3",
          "tiny:index=radix,base=mixed,arenas=3,radix=1/1/2",
          "tiny:index=radix,radix=2/2/2,base=none,arenas=5",
          "tiny:index=radix,radix=0/0/6,arenas=4,base=none,word=4",
          "tiny:index=radix,radix=0/0/4,arenas=4,base=pool,word=8,alignment=8");

  static Stream<Geometry> presets() {
    return Geometries.names().stream().map(Geometries::named);
  }

  static Stream<Geometry> tiny() {
    return TINY.stream().map(Geometries::named);
  }

  @ParameterizedTest
  @MethodSource("tiny")
  void everyOperationLeavesTheModelsImageInTinyGeometries(Geometry geometry) {
    for (int seed = 1; seed <= 4; seed++) {
      run(geometry, Variant.CHECKED, seed, seed % 2 == 0 ? 8 : 0, 1_500, 1);
    }
  }

  @ParameterizedTest
  @MethodSource("presets")
  void randomOperationsAgreeInEveryPreset(Geometry geometry) {
    run(geometry, Variant.CHECKED, 1, 3, 6_000, 1_000);
    run(geometry, Variant.CHECKED, 2, 0, 6_000, 6_000);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void plainMemoryAgreesAsWell(Geometry geometry) {
    run(geometry, Variant.PRODUCTION, 3, 3, 6_000, 2_000);
  }

  private static void run(
      Geometry geometry, Variant variant, long seed, int refusals, int count, int interval) {
    try (ImplSubject subject =
        new ImplSubject(geometry, variant, LayersBelow.firstArena(geometry))) {
      assertNull(new Duel(subject, seed, refusals).run(count, interval), () -> "seed " + seed);
    }
  }
}
