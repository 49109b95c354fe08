package org.poolproof.specs.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolproof.specs.explore.Adequacy.Scope;
import org.poolproof.specs.faulty.Exploring;
import org.poolproof.specs.faulty.Fault;
import org.poolproof.specs.faulty.Faults;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.Unreadable;

/** {@code specs/formal/ADEQUACY.md} says what exploring finds. */
class AdequacyTest {
  private static final Path VECTORS = Adequacy.FILE.resolve("../../vectors/placement").normalize();
  private static final Adequacy KEPT = Adequacy.kept();

  /** Found with longer lists of arenas only. */
  private static final Set<String> MORE_ARENAS =
      Set.of(
          "highwater-is-the-latest",
          "search-for-the-place-cut-short",
          "order-not-restored",
          "moved-before-equals",
          "moved-behind-new-equals",
          "lesser-in-front-taken-for-equal");

  /** Of the statistics and the census, which exploring does not look at. */
  private static final Set<String> STATISTICS =
      Set.of(
          "census-from-the-arena",
          "census-from-the-next-page",
          "walk-from-the-arena",
          "counters-over-the-last-number",
          "narrow-raw-count-without-a-sign",
          "raw-blocks-left-out",
          "available-blocks-of-carved-ones-only",
          "empty-pools-counted",
          "unaligned-arena-not-counted",
          "tail-left-out-of-quantization",
          "reclaimed-is-now",
          "thousands-not-separated",
          "root-of-map-left-out");

  /** Of rules that no tiny geometry has. */
  private static final Set<String> OTHER_VERSIONS =
      Set.of(
          "mem-always-served",
          "raw-zero-asked-as-zero",
          "zero-bytes-asked-as-zero",
          "raw-block-kept-by-no-version",
          "raw-block-not-kept-when-refused");

  /** Of addresses at an arena's borders, where no raw block lies, or of trees of other shapes. */
  private static final Set<String> BORDERS =
      Set.of(
          "root-masked-by-the-length-of-the-bottom",
          "bottom-node-as-long-as-middle-node",
          "flat-leaf-of-half-frames",
          "narrow-address-with-a-sign",
          "table-includes-the-end",
          "table-excludes-the-start",
          "high-mark-is-the-rest",
          "low-mark-is-the-rest",
          "low-mark-includes-the-end",
          "high-mark-excludes-the-start",
          "no-high-mark-is-all");

  /** Of the greatest request, or elements of no bytes, which are not among those explored. */
  private static final Set<String> GREATEST =
      Set.of(
          "greatest-request-refused",
          "greatest-calloc-refused",
          "calloc-of-empty-elements-refused");

  /**
   * Found by fewer operations where check looks at more: whether an address at the border of an
   * arena, or anywhere in a frame, is in it, which exploring sees when a block is freed; and one in
   * a geometry that is none of these scopes.
   */
  private static final Set<String> SOONER_BY_CHECK =
      Set.of(
          "table-includes-all-below",
          "table-asks-no-arena",
          "both-marks-needed",
          "prevarena-stale-in-the-neighbour");

  /** To find every fault anew takes too long: one in so many. */
  private static final int SAMPLE = 5;

  @Test
  void everyFaultHasARow() {
    assertEquals(
        Faults.all().stream().map(Fault::name).collect(Collectors.toSet()),
        KEPT.lengths().keySet());
    KEPT.lengths().forEach((fault, row) -> assertEquals(Scope.values().length, row.size(), fault));
  }

  static Stream<Fault> sample() {
    List<Fault> found =
        Faults.all().stream().filter(fault -> KEPT.shortest(fault.name()).isPresent()).toList();
    return IntStream.range(0, found.size() / SAMPLE).mapToObj(index -> found.get(index * SAMPLE));
  }

  @ParameterizedTest
  @MethodSource("sample")
  void faultIsFoundInItsFirstScopeByAsManyOperations(Fault fault) {
    Scope first =
        Stream.of(Scope.values())
            .filter(scope -> KEPT.length(fault.name(), scope) > 0)
            .findFirst()
            .orElseThrow();
    assertEquals(KEPT.length(fault.name(), first), first.length(Exploring.of(fault)));
  }

  /** Small scopes hide faults: for each thing that a scope has more there is one that needs it. */
  @ParameterizedTest
  @CsvSource({
    "WITHOUT_REFUSALS, SMALLEST",
    "NO_TABLE_GROWTH, SMALLEST",
    "SMALLEST, TWO_CLASSES",
    "SMALLEST, THREE_BLOCKS",
    "SMALLEST, THREE_POOLS",
    "SMALLEST, NARROW_AND_UNALIGNED",
    "SMALLEST, ARENAS_GIVEN_BACK",
    "TREE, TREE_OFF_THE_FRAME",
    "SMALLEST, TWO_ARENAS",
    "TREE_OFF_THE_FRAME, UNALIGNED_NEIGHBOURS",
  })
  void faultThatNeedsMoreIsMissedBelow(Scope smaller, Scope larger) {
    Fault fault =
        Faults.all().stream()
            .filter(each -> KEPT.length(each.name(), smaller) == 0)
            .filter(each -> KEPT.length(each.name(), larger) > 0)
            .findFirst()
            .orElseThrow();
    Exploring subject = Exploring.of(fault);
    assertEquals(0, smaller.length(subject), fault::sentence);
    assertEquals(KEPT.length(fault.name(), larger), larger.length(subject), fault::sentence);
  }

  /** The operations of a vector are what the shrinker left. */
  private static int shrunkLength(Fault fault) throws Unreadable {
    try (ScriptReader script =
        ScriptReader.open(VECTORS.resolve("fault-" + fault.name() + ".script"))) {
      int count = 0;
      for (var statement = script.next(); statement != null; statement = script.next()) {
        count += statement instanceof Step ? 1 : 0;
      }
      return count;
    }
  }

  @Test
  void shortestSequencesAreNoLongerThanTheShrinkers() throws Unreadable {
    Set<String> longer = new HashSet<>();
    for (Fault fault : Faults.all()) {
      OptionalInt shortest = KEPT.shortest(fault.name());
      if (shortest.isPresent() && shortest.getAsInt() > shrunkLength(fault)) {
        longer.add(fault.name());
      }
    }
    assertEquals(SOONER_BY_CHECK, longer);
  }

  @Test
  void otherFaultsAreBeyondTheseScopes() {
    Set<String> missed =
        Faults.all().stream()
            .map(Fault::name)
            .filter(fault -> KEPT.shortest(fault).isEmpty())
            .collect(Collectors.toSet());
    assertEquals(
        Stream.of(MORE_ARENAS, STATISTICS, OTHER_VERSIONS, BORDERS, GREATEST)
            .flatMap(Set::stream)
            .collect(Collectors.toSet()),
        missed);
  }
}
