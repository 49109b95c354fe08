package org.poolproof.specs.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.scenario.LiveSet.Order;
import org.poolproof.specs.scenario.Mix.Places;
import org.poolproof.specs.scenario.Mix.Sizes;

/** Random mixes leave things out, and between them do everything. */
class MixTest {

  private static final Geometry GEOMETRY = Geometries.named("cpython-3.12");

  private record Part(ToIntFunction<Mix> permille, int greatest) {}

  private static final List<Part> PARTS =
      List.of(
          new Part(Mix::callocPermille, 400),
          new Part(Mix::reallocNullPermille, 200),
          new Part(Mix::reallocPermille, 400),
          new Part(Mix::freeNullPermille, 40),
          new Part(Mix::zeroPermille, 60),
          new Part(Mix::largePermille, 100),
          new Part(Mix::overflowPermille, 30),
          new Part(Mix::rawPermille, 100),
          new Part(Mix::memPermille, 600),
          new Part(Mix::crossPermille, 200));

  private static List<Mix> mixes() {
    SplittableRandom random = new SplittableRandom(1);
    List<Mix> mixes = new ArrayList<>();
    while (mixes.size() < 400) {
      mixes.add(Mix.random(GEOMETRY, random));
    }
    return mixes;
  }

  @Test
  void eachPartIsLeftOutOfAboutHalfOfAllMixes() {
    List<Mix> mixes = mixes();
    for (Part part : PARTS) {
      long without = mixes.stream().filter(mix -> part.permille().applyAsInt(mix) == 0).count();
      assertTrue(without > 160 && without < 240, without + " of 400");
      int greatest = mixes.stream().mapToInt(part.permille()).max().orElseThrow();
      assertTrue(greatest <= part.greatest() && greatest > part.greatest() * 9 / 10);
    }
  }

  @Test
  void refusalsAreLeftOutOfTwoMixesInThree() {
    List<Mix> mixes = mixes();
    long without = mixes.stream().filter(mix -> mix.refusalPermille() == 0).count();
    assertTrue(without > 230 && without < 300, without + " of 400");
    int greatest = mixes.stream().mapToInt(Mix::refusalPermille).max().orElseThrow();
    assertTrue(greatest > 280 && greatest < 305);
  }

  @Test
  void growthIsSlowFastOrAllThereIs() {
    List<Mix> mixes = mixes();
    long onlyGrowing = mixes.stream().filter(mix -> mix.growthPercent() == 100).count();
    assertTrue(onlyGrowing > 20 && onlyGrowing < 60);
    assertTrue(
        mixes.stream()
            .allMatch(mix ->
                mix.growthPercent() == 100
                    || mix.growthPercent() >= 20 && mix.growthPercent() < 95));
    assertTrue(mixes.stream().anyMatch(mix -> mix.growthPercent() < 30));
    assertTrue(
        mixes.stream().anyMatch(mix -> mix.growthPercent() > 85 && mix.growthPercent() < 100));
  }

  @Test
  void everyOrderEverySizeEveryPlaceAndEveryClassIsPicked() {
    Set<Order> orders = EnumSet.noneOf(Order.class);
    Set<Sizes> sizes = EnumSet.noneOf(Sizes.class);
    Set<Places> places = EnumSet.noneOf(Places.class);
    Set<Integer> classes = new HashSet<>();
    for (Mix mix : mixes()) {
      orders.add(mix.order());
      sizes.add(mix.sizes());
      places.add(mix.places());
      classes.add(mix.firstClassIndex());
    }
    assertEquals(EnumSet.allOf(Order.class), orders);
    assertEquals(EnumSet.allOf(Sizes.class), sizes);
    assertEquals(EnumSet.allOf(Places.class), places);
    assertEquals(GEOMETRY.sizeClassCount(), classes.size());
  }

  @Test
  void variantsDifferInWhatTheySay() {
    Mix mix = Mix.ofSteadyLife(70);
    Mix draining = mix.draining();
    assertEquals(0, draining.growthPercent());
    assertEquals(0, draining.reallocPermille());
    assertEquals(mix.callocPermille(), draining.callocPermille());
    assertEquals(Places.NODE_ENDS, mix.at(Places.NODE_ENDS).places());
    assertEquals(mix, mix.at(Places.NODE_ENDS).at(mix.places()));
    assertEquals(300, mix.refusing(300).refusalPermille());
    assertEquals(mix, mix.refusing(300).refusing(mix.refusalPermille()));
  }

  @Test
  void greatestBlocksAreOnlyCreated() {
    Mix mix = Mix.ofGreatestBlocks(Places.PLANNED);
    assertEquals(100, mix.growthPercent());
    assertEquals(Sizes.GREATEST, mix.sizes());
    assertEquals(0, mix.refusalPermille());
    PARTS.forEach(part -> assertEquals(0, part.permille().applyAsInt(mix)));
  }
}
