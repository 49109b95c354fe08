package org.poolproof.specs.explore;

import org.poolproof.model.geometry.Geometry;

/** What can be explored. */
public final class Spaces {

  private static final String IMPLEMENTATION = "impl against model";

  private Spaces() {}

  /**
   * The implementation beside the model.
   *
   * @throws Unexplorable if the geometry's heaps cannot be explored
   */
  public static SpaceFactory implementation(Geometry geometry) {
    return implementation(geometry, 0);
  }

  /** The same, where the client writes bytes that depend on {@code salt} to its blocks. */
  public static SpaceFactory implementation(Geometry geometry, int salt) {
    Places places = explorable(geometry);
    return () -> new HeapSpace(places, new Product(places, salt), Reduction.NONE, IMPLEMENTATION);
  }

  /** The same, where the layers below grant whatever they can. */
  public static SpaceFactory implementationWithoutRefusals(Geometry geometry) {
    Places places = explorable(geometry);
    return () ->
        new HeapSpace(
            places,
            new Product(places, 0),
            Reduction.NONE,
            new Choices(places, false),
            IMPLEMENTATION + " without refusals");
  }

  /**
   * The same, one heap for all that differ in the order of pools and blocks only, and {@code
   * sampleCount} of those.
   */
  public static SpaceFactory implementationByOrbits(Geometry geometry, int sampleCount) {
    Places places = explorable(geometry);
    return () ->
        new HeapSpace(
            places, new Product(places, 0), new Orbits(places, sampleCount), IMPLEMENTATION);
  }

  /** The model alone, up to {@code goal}. */
  public static SpaceFactory upTo(Goal goal, Geometry geometry) {
    Places places = explorable(geometry);
    return () ->
        new HeapSpace(
            places, new Lookout(geometry, goal), Reduction.NONE, "model up to " + goal.name());
  }

  /**
   * Two models of geometries that get the same operations and the same answers from below.
   *
   * @throws Unexplorable if one cannot be explored, or not beside the other
   */
  public static SpaceFactory against(Geometry subject, Geometry reference) {
    Places places = explorable(reference);
    Places others = explorable(subject);
    boolean areAlike =
        places.slots().equals(others.slots())
            && reference.arenaBytes() == subject.arenaBytes()
            && reference.wordBytes() == subject.wordBytes()
            && reference.smallLimitBytes() == subject.smallLimitBytes();
    if (!areAlike) {
      throw new Unexplorable(
          subject,
          "its arenas are others than those of "
              + reference.name()
              + "; expected the same classes, blocks, pools, arenas, base, word and alignment");
    }
    return () -> new PairSpace(places, others);
  }

  private static Places explorable(Geometry geometry) {
    Places places = new Places(geometry);
    new Codec(places);
    return places;
  }
}
