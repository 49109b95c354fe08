package org.poolproof.specs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.pymalloc.invariant.Invariants;
import org.poolproof.specs.proof.Configuration;
import org.poolproof.specs.proof.FormalFiles;
import org.poolproof.specs.proof.Manifest;
import org.poolproof.specs.report.Claim;

/** {@code specs/formal/Pymalloc.tla}: what it shows, and that it would show if it were wrong. */
class SpecificationTest {

  /** Addresses, offsets and counts that the specification derives or leaves out, statistics. */
  private static final Set<String> ONLY_IN_THE_MODEL =
      Set.of(
          "COUNT_IS_NUMBER_OF_ALLOCATED_BLOCKS",
          "FREE_BLOCKS_START_ON_BOUNDARIES",
          "POOLS_FOLLOW_ONE_ANOTHER",
          "POOLS_KNOW_THEIR_ARENA",
          "MAX_NEXT_OFFSET_IS_THAT_OF_THE_CLASS",
          "NEXT_OFFSET_IS_A_BLOCK_BOUNDARY",
          "EVERY_CLASS_HAS_A_LIST",
          "TOTAL_IS_WHAT_FITS",
          "POOL_ADDRESS_IS_BEHIND_THE_CARVED",
          "LAST_USABLE_COVERS_EVERY_COUNT",
          "TABLE_HAS_AN_ADDRESS_ONCE_CREATED",
          "RECORDS_WITHOUT_ARENA_ARE_UNUSED",
          "ARENAS_HAVE_A_BASE",
          "BASES_HAVE_AN_ARENA",
          "OWNERSHIP_TEST_IS_EXACT",
          "NODES_ARE_BELOW_THE_ROOT",
          "MEMORY_IS_ADDRESSABLE",
          "MEMORY_IS_DISJOINT",
          "ARENA_COUNT_IS_NUMBER_OF_ARENAS",
          "STATISTICS_ADD_UP");

  /** What a comparison of the edges says. */
  private static final String ONLY = "only the";

  private static final String ONE_ARENA = "classes=2,blocks=2,pools=2,arenas=1";
  private static final String THREE_BLOCKS = "classes=1,blocks=3,pools=2,arenas=1";
  private static final String TWO_ARENAS = "classes=1,blocks=2,pools=3,arenas=2,records=2,raw=1";
  private static final String TWO_RECORDS =
      "classes=1,blocks=2,pools=2,arenas=1,records=2,keep=none";
  private static final String TREE =
      "classes=1,blocks=2,pools=2,arenas=1,base=pool,index=radix,keep=none";

  /**
   * A specification with a fault.
   *
   * @param killer what must speak against it
   */
  record Mutant(String geometry, String original, String replacement, String killer) {
    @Override
    public String toString() {
      return replacement.strip() + " instead of " + original.strip();
    }
  }

  private static Claim examined(String specification, String geometry, boolean areEdgesCompared)
      throws IOException {
    return new SpecificationClaims(specification)
        .examined(new Manifest.Entry(Geometries.named("tiny:" + geometry), areEdgesCompared));
  }

  static List<Manifest.Entry> entriesWithEdges() {
    return Manifest.of(FormalFiles.manifest()).entries().stream()
        .filter(Manifest.Entry::areEdgesCompared)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("entriesWithEdges")
  void graphsAreTheModelsEdgeByEdge(Manifest.Entry entry) throws IOException {
    Claim claim = new SpecificationClaims(FormalFiles.specification()).examined(entry);
    assertTrue(claim.holds(), claim::fault);
  }

  @Test
  void invariantsAreTheModels() {
    Set<String> specified = new TreeSet<>(Configuration.invariants(FormalFiles.specification()));
    specified.addAll(ONLY_IN_THE_MODEL);
    assertEquals(
        Invariants.ALL.stream()
            .map(invariant -> invariant.name())
            .collect(Collectors.toCollection(TreeSet::new)),
        specified);
  }

  static Stream<Mutant> mutants() {
    return Stream.concat(mutantsOfBlocksAndPools(), mutantsOfListsAndTrees());
  }

  private static Stream<Mutant> mutantsOfBlocksAndPools() {
    return Stream.of(
        new Mutant(
            ONE_ARENA,
            "Pool(class, {0}, <<1>>, 2)",
            "Pool(class, {0}, <<>>, 2)",
            "POOLS_IN_USE_ARE_LISTED|USED_POOLS_HAVE_A_FREE_BLOCK|CARVED_BLOCKS"),
        new Mutant(ONE_ARENA, "isKept == old.class = class", "isKept == FALSE", ONLY),
        new Mutant(
            ONE_ARENA,
            "THEN [g EXCEPT !.used[class] = <<place>> \\o @]\n",
            "THEN g\n",
            "POOLS_IN_USE_ARE_LISTED"),
        new Mutant(
            ONE_ARENA,
            "!.records[index + 1].freePools = <<place[2]>> \\o @",
            "!.records[index + 1].freePools = Append(@, place[2])",
            ONLY),
        new Mutant(
            ONE_ARENA,
            "!.records[index + 1].freeCount = k - 1",
            "!.highwater = @",
            "FREE_POOL_COUNT|CARVED_POOLS_FIT|evaluat"),
        new Mutant(ONE_ARENA, "4 * n > 3 * size", "4 * n >= 3 * size", ONLY),
        new Mutant(
            ONE_ARENA,
            "!.unused = [k \\in 1 .. new - old |-> old + k - 1]], <<1>>),\n"
                + "            Failed(h, <<0>>)}",
            "!.unused = [k \\in 1 .. new - old |-> old + k - 1]], <<0>>),\n"
                + "            Failed(h, <<1>>)}",
            ONLY));
  }

  private static Stream<Mutant> mutantsOfListsAndTrees() {
    return Stream.of(
        new Mutant(
            THREE_BLOCKS,
            "IF isCarved THEN pool.carved + 1 ELSE pool.carved",
            "pool.carved",
            "CARVED"),
        new Mutant(
            THREE_BLOCKS,
            "/\\ pool.carved < BlockCount\n",
            "/\\ pool.carved <= BlockCount\n",
            "CARVED_BLOCKS_FIT"),
        new Mutant(
            TWO_ARENAS,
            "IF lastAlike = index THEN g\n",
            "IF TRUE THEN g\n",
            "USABLE_ARENAS_ASCEND_BY_FREE_POOLS"),
        new Mutant(
            TWO_RECORDS,
            "!.unused = <<index>> \\o @]",
            "!.unused = Append(@, index)]",
            "UNUSED_LIST_ENDS_WITH_THE_NEVER_USED"),
        new Mutant(
            TREE,
            "ELSE [o EXCEPT !.h = WithHigh(o.h, FrameOf(slot), 0)] :",
            "ELSE o :",
            "MARKS_ARE_OF_ARENAS"),
        new Mutant(
            TREE,
            "IF TailOf(slot) = 0 THEN g ELSE WithLow(g, FrameOf(slot) + 1, 0)",
            "g",
            "MARKS_ARE_OF_ARENAS"));
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void wrongSpecificationIsFound(Mutant mutant) throws IOException {
    String specification = FormalFiles.specification();
    assertEquals(2, specification.split(Pattern.quote(mutant.original()), -1).length);
    Claim claim =
        examined(
            specification.replace(mutant.original(), mutant.replacement()),
            mutant.geometry(),
            mutant.killer().contains(ONLY));
    assertFalse(claim.holds());
    assertTrue(
        Stream.of(mutant.killer().split("\\|")).anyMatch(claim.fault()::contains), claim::fault);
  }
}
