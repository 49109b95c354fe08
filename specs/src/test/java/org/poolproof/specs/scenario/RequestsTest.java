package org.poolproof.specs.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.scenario.LiveSet.Order;
import org.poolproof.specs.scenario.Mix.Places;
import org.poolproof.specs.scenario.Mix.Sizes;
import org.poolproof.specs.script.Conditions;
import org.poolproof.specs.subject.LayersBelow;

/** The sizes that are asked for and the conditions below, each within its bounds and up to them. */
class RequestsTest {

  private static final Geometry GEOMETRY = Geometries.named("cpython-3.12");

  private final Requests requests = requests(GEOMETRY);

  private static Requests requests(Geometry geometry) {
    return new Requests(geometry, new SplittableRandom(1));
  }

  private static Mix mix(Sizes sizes, int firstClass, int zero, int large, Places places) {
    return new Mix(
        50, Order.ANY, sizes, firstClass, 0, 0, 0, 0, zero, large, 0, 0, 0, 0, 0, places);
  }

  private Set<Long> sizes(Mix mix) {
    Set<Long> sizes = new TreeSet<>();
    for (int each = 0; each < 5_000; each++) {
      sizes.add(requests.size(mix));
    }
    return sizes;
  }

  private static Set<Long> range(long first, long last) {
    Set<Long> range = new TreeSet<>();
    for (long each = first; each <= last; each++) {
      range.add(each);
    }
    return range;
  }

  @Test
  void oneClassIsAllOfItsSizes() {
    assertEquals(range(33, 48), sizes(mix(Sizes.ONE_CLASS, 2, 0, 0, Places.PLANNED)));
  }

  @Test
  void fewClassesAreThreeAndGoRoundAtTheLast() {
    assertEquals(range(33, 80), sizes(mix(Sizes.FEW_CLASSES, 2, 0, 0, Places.PLANNED)));
    Set<Long> around = range(497, 512);
    around.addAll(range(1, 32));
    assertEquals(around, sizes(mix(Sizes.FEW_CLASSES, 31, 0, 0, Places.PLANNED)));
  }

  @Test
  void boundsAreTheLeastAndTheGreatestOfEachClass() {
    Set<Long> bounds = new TreeSet<>();
    for (long classIndex = 0; classIndex < 32; classIndex++) {
      bounds.add(classIndex * 16 + 1);
      bounds.add(classIndex * 16 + 16);
    }
    assertEquals(bounds, sizes(mix(Sizes.BOUNDS, 0, 0, 0, Places.PLANNED)));
  }

  @Test
  void anyIsEverySmallSizeAndGreatestOnlyTheLimit() {
    Set<Long> any = sizes(mix(Sizes.ANY, 0, 0, 0, Places.PLANNED));
    assertTrue(range(1, 512).containsAll(any) && any.contains(1L) && any.contains(512L));
    assertEquals(Set.of(512L), sizes(mix(Sizes.GREATEST, 0, 0, 0, Places.PLANNED)));
  }

  @Test
  void zeroAndLargeSizesHappenAsOftenAsTheMixSays() {
    assertEquals(Set.of(0L), sizes(mix(Sizes.ANY, 0, 1000, 0, Places.PLANNED)));
    Set<Long> large = sizes(mix(Sizes.ANY, 0, 0, 1000, Places.PLANNED));
    assertTrue(large.contains(513L));
    assertTrue(large.stream().allMatch(size -> size > 0 && size <= 200_000));
    assertTrue(large.stream().anyMatch(size -> size > 10_000));
    assertTrue(large.stream().filter(size -> size > 513 && size <= 6 * 512 + 1).count() > 1_000);
  }

  @Test
  void permilleIsAThousandth() {
    int count = 0;
    for (int each = 0; each < 10_000; each++) {
      assertFalse(requests.happens(0));
      assertTrue(requests.happens(1000));
      count += requests.happens(300) ? 1 : 0;
    }
    assertTrue(count > 2_800 && count < 3_200, count + " of 10000");
  }

  @Test
  void newSizesAreAroundThreeQuartersTheBlockAndTheLimit() {
    Set<Long> plain = new HashSet<>();
    Set<Long> wide = new HashSet<>();
    Set<Long> least = new HashSet<>();
    for (int each = 0; each < 2_000; each++) {
      plain.add(requests.newSize(mix(Sizes.GREATEST, 0, 0, 0, Places.PLANNED), 100));
      wide.add(requests.newSize(mix(Sizes.GREATEST, 0, 1, 1, Places.PLANNED), 112));
      least.add(requests.newSize(mix(Sizes.GREATEST, 0, 0, 0, Places.PLANNED), 0));
    }
    assertEquals(Set.of(84L, 85L, 112L, 113L, 512L, 1L), plain);
    assertTrue(wide.containsAll(Set.of(84L, 85L, 112L, 113L, 512L, 513L, 0L)));
    assertEquals(Set.of(12L, 13L, 16L, 17L, 512L, 1L), least);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpython-3.12", "cpython-3.9-i386"})
  void excessiveSizesAreAtTheLimitOfARequestOrAbove(String name) {
    Geometry geometry = Geometries.named(name);
    Requests some = requests(geometry);
    Set<Long> sizes = new HashSet<>();
    for (int each = 0; each < 500; each++) {
      sizes.add(some.excessiveSize());
    }
    long greatest = geometry.maxRequestBytes();
    long word = geometry.maxWord();
    for (long size : sizes) {
      assertTrue(Long.compareUnsigned(size, greatest) >= 0, Long.toUnsignedString(size));
      assertTrue(Long.compareUnsigned(size, word) <= 0, Long.toUnsignedString(size));
    }
    assertTrue(sizes.containsAll(Set.of(greatest, greatest + 1, word, word - 1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpython-3.12", "cpython-3.9-i386"})
  void excessiveCountsHaveProductsAboveTheLimit(String name) {
    Geometry geometry = Geometries.named(name);
    Requests some = requests(geometry);
    BigInteger limit = new BigInteger(Long.toUnsignedString(geometry.maxRequestBytes()));
    BigInteger word = new BigInteger(Long.toUnsignedString(geometry.maxWord()));
    int justAbove = 0;
    int wrapping = 0;
    for (int each = 0; each < 600; each++) {
      long element = 2 + each % 63;
      long count = some.excessiveCount(element);
      BigInteger product =
          new BigInteger(Long.toUnsignedString(count)).multiply(BigInteger.valueOf(element));
      assertTrue(product.compareTo(limit) > 0, count + " of " + element);
      assertTrue(Long.compareUnsigned(count, geometry.maxWord()) <= 0);
      BigInteger bytes = BigInteger.valueOf(element);
      justAbove += product.subtract(bytes).compareTo(limit) <= 0 ? 1 : 0;
      boolean wraps = product.compareTo(word) > 0 && product.subtract(bytes).compareTo(word) <= 0;
      wrapping += wraps ? 1 : 0;
    }
    assertTrue(justAbove > 100 && wrapping > 100, justAbove + " and " + wrapping);
  }

  @Test
  void elementsAreSingleBytesOrAtMostFour() {
    Set<Long> counts = new TreeSet<>();
    for (int each = 0; each < 500; each++) {
      counts.add(requests.elementCount(77));
    }
    assertEquals(Set.of(0L, 1L, 2L, 3L, 4L, 77L), counts);
  }

  @Test
  void refusalsAreAllOrSomeOfTheFirstSix() {
    Mix refusing = mix(Sizes.ANY, 0, 0, 0, Places.PLANNED).refusing(1000);
    Set<Integer> refusals = new HashSet<>();
    for (int each = 0; each < 3_000; each++) {
      refusals.add(requests.conditions(refusing).refusals());
    }
    Set<Integer> wanted = new HashSet<>(Set.of(-1, 1, 2, 4, 8, 16, 32));
    wanted.addAll(Set.of(-2, -4, -8, -16, -32));
    assertEquals(wanted, refusals);
  }

  @Test
  void calmIsTheOneCalm() {
    Mix calm = mix(Sizes.ANY, 0, 0, 0, Places.PLANNED);
    Mix large = mix(Sizes.ANY, 0, 0, 100, Places.PLANNED);
    int stays = 0;
    for (int each = 0; each < 1_000; each++) {
      assertEquals(Conditions.CALM, requests.conditions(calm));
      Conditions conditions = requests.conditions(large);
      assertEquals(new Conditions(0, conditions.rawStays(), null), conditions);
      stays += conditions.rawStays() ? 1 : 0;
    }
    assertTrue(stays > 200 && stays < 300, stays + " of 1000");
  }

  @Test
  void placesAreAlignedAsTheySay() {
    boolean hasUnaligned = false;
    for (int each = 0; each < 1_000; each++) {
      var pool = place(GEOMETRY, requests, Places.POOL_ALIGNED);
      assertEquals(0, pool.offsetBytes() % GEOMETRY.poolBytes());
      assertTrue(pool.offsetBytes() < GEOMETRY.arenaBytes() && pool.frameIndex() < 24);
      var any = place(GEOMETRY, requests, Places.ANYWHERE);
      assertEquals(0, any.offsetBytes() % 16);
      assertTrue(any.offsetBytes() < GEOMETRY.arenaBytes() && any.frameIndex() < 24);
      hasUnaligned |= any.offsetBytes() % GEOMETRY.poolBytes() != 0;
    }
    assertTrue(hasUnaligned);
  }

  private static Conditions.ArenaPlace place(Geometry geometry, Requests some, Places places) {
    var place = some.conditions(mix(Sizes.ANY, 0, 0, 0, places)).arenaPlace();
    assertNotNull(place);
    return place;
  }

  @Test
  void nodeEndsAreTheLastFramesOfNodes() {
    long firstFrame = LayersBelow.firstArena(GEOMETRY).value() / GEOMETRY.arenaBytes();
    Set<Integer> frames = new HashSet<>();
    int aligned = 0;
    for (int each = 0; each < 1_000; each++) {
      var place = place(GEOMETRY, requests, Places.NODE_ENDS);
      long frame = firstFrame + place.frameIndex();
      boolean isEnd = (frame + 1 & (1 << 14) - 1) == 0;
      assertTrue(isEnd || place.frameIndex() == 1 << 19, "frame " + frame);
      frames.add(place.frameIndex());
      aligned += place.offsetBytes() == 0 ? 1 : 0;
    }
    assertTrue(frames.size() == 5 && frames.contains(1 << 19), frames.toString());
    assertTrue(aligned > 200 && aligned < 300, aligned + " of 1000");
  }

  @Test
  void nodeEndsAreAnyFramesWhereThereAreNoNodes() {
    for (String name : new String[] {"cpython-3.9", "cpython-3.11-i386"}) {
      Geometry geometry = Geometries.named(name);
      Requests some = requests(geometry);
      for (int each = 0; each < 100; each++) {
        assertTrue(place(geometry, some, Places.NODE_ENDS).frameIndex() < 24);
      }
    }
  }

  @Test
  void slotsOfATinyGeometryAreNotChosen() {
    Requests tiny = requests(Geometries.named("tiny"));
    assertNull(tiny.conditions(mix(Sizes.ANY, 0, 0, 0, Places.ANYWHERE)).arenaPlace());
  }
}
