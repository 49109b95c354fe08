package org.poolproof.specs.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.rule.Rule;

class ExplorerTest {
  private static final Geometry SMALL =
      Geometries.named("tiny:classes=2,blocks=2,pools=2,arenas=1");
  private static final long STATES_OF_SMALL = 1152;
  private static final long PLENTY = 1 << 30;

  @TempDir private Path folder;

  private static Plan plan(int bits, int workers, long memoryBytes, @Nullable Path checkpoint) {
    return new Plan(
        new Fingerprinting(bits, bits), Plan.TO_CLOSURE, workers, memoryBytes, checkpoint);
  }

  private static Plan plan() {
    return plan(64, 2, PLENTY, null);
  }

  private static Exploration explored(Geometry geometry, Plan plan) throws IOException {
    return Explorer.run(Spaces.implementation(geometry), plan, (states, transitions) -> true);
  }

  private static void assertClosed(Exploration result) {
    assertNull(result.find(), () -> String.valueOf(result.find()));
    assertTrue(result.isClosed());
  }

  /** Each variation closes, and its graph has an edge for each rule that a machine can take. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "classes=2,blocks=2,pools=3,arenas=1 17328",
        "classes=2,blocks=3,pools=2,arenas=1 14982",
        "classes=1,blocks=2,pools=2,arenas=2,base=arena 30546",
        "classes=1,blocks=2,pools=2,arenas=2,base=pool,records=2 22791",
        "classes=1,blocks=2,pools=3,arenas=2,base=none,word=4,alignment=8 30546",
        "classes=1,blocks=2,pools=2,arenas=2,index=radix,keep=none 48444",
        "classes=1,blocks=2,pools=2,arenas=1,raw=3,index=radix 1070",
      })
  void everySequenceOfATinyGeometryAgrees(String keys, long states) throws IOException {
    Geometry geometry = Geometries.named("tiny:" + keys);
    Exploration result = explored(geometry, plan());
    assertClosed(result);
    assertEquals(states, result.stateCount());
    Set<Rule> missing = EnumSet.copyOf(Rule.of(geometry));
    missing.removeAll(result.coverage().keySet());
    assertTrue(missing.stream().noneMatch(Rule::isReachable), missing::toString);
  }

  @Test
  void countsDoNotDependOnThreadsNorMemoryNorHashFunction() throws IOException {
    Exploration first = explored(SMALL, plan());
    assertEquals(STATES_OF_SMALL, first.stateCount());
    assertEquals(first, explored(SMALL, plan(64, 1, PLENTY, null)));
    assertEquals(first, explored(SMALL, plan(64, 3, 1 << 20, null)));
    assertEquals(first, explored(SMALL, plan(128, 2, PLENTY, null)));
    assertEquals(
        first,
        explored(SMALL, new Plan(new Fingerprinting(64, 12345), Plan.TO_CLOSURE, 2, PLENTY, null)));
  }

  @Test
  void whatTheClientWritesDoesNotMatter() throws IOException {
    Exploration first = explored(SMALL, plan());
    for (int salt : new int[] {1, 0x55, 0xff}) {
      assertEquals(
          first, Explorer.run(Spaces.implementation(SMALL, salt), plan(), (states, edges) -> true));
    }
  }

  @Test
  void depthLimitsTheSequences() throws IOException {
    Plan plan = new Plan(new Fingerprinting(64, 0), 2, 2, PLENTY, null);
    Exploration result = explored(SMALL, plan);
    assertFalse(result.isClosed());
    assertFalse(result.isInterrupted());
    assertEquals(2, result.depth());
    assertTrue(result.stateCount() > 1 && result.stateCount() < STATES_OF_SMALL);
  }

  /** Interrupted again and again, with rubbish behind what was saved, as a kill leaves it. */
  @Test
  void killedAndResumedExplorationEndsLikeAnUndisturbedOne() throws IOException {
    Geometry geometry = Geometries.named("tiny:classes=2,blocks=2,pools=3,arenas=1");
    Exploration whole = explored(geometry, plan(64, 2, PLENTY, null));
    Plan plan = plan(64, 2, PLENTY, folder);
    int runs = 0;
    Exploration result;
    do {
      result = Explorer.run(Spaces.implementation(geometry), plan, (states, transitions) -> false);
      assertTrue(result.isInterrupted() || result.isClosed());
      Files.write(folder.resolve("nodes"), new byte[] {0, 1, 2}, StandardOpenOption.APPEND);
      runs++;
    } while (!result.isClosed());
    assertTrue(runs > 3, () -> "it was not interrupted");
    assertEquals(whole, result);
    assertEquals(whole, explored(geometry, plan));
  }

  /** Also if it is told to stop in the round in which it finds something. */
  @Test
  void whatWasFoundIsFoundAgainByTheRunThatGoesOn() throws IOException {
    Goal goal = Goal.named("all-arenas-full");
    assertNotNull(goal);
    Plan plan = plan(64, 1, PLENTY, folder);
    int finds = 0;
    for (int run = 0; run < 8; run++) {
      Exploration result =
          Explorer.run(Spaces.upTo(goal, SMALL), plan, (states, transitions) -> false);
      assertFalse(result.isClosed());
      finds += result.find() == null ? 0 : 1;
    }
    assertTrue(finds > 1, "it was found " + finds + " times");
  }

  @Test
  void checkpointOfAnotherExplorationIsRefused() throws IOException {
    explored(SMALL, plan(64, 1, PLENTY, folder));
    Geometry other = Geometries.named("tiny:classes=1,blocks=2,pools=2,arenas=1");
    assertThrows(OtherExploration.class, () -> explored(other, plan(64, 1, PLENTY, folder)));
    assertThrows(OtherExploration.class, () -> explored(SMALL, plan(128, 1, PLENTY, folder)));
  }

  @Test
  void nothingIsLeftOfAnExplorationWithoutCheckpoint() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    List<Path> before = explorations(temporary);
    explored(SMALL, plan(64, 1, 1 << 20, null));
    assertEquals(before, explorations(temporary));
  }

  private static List<Path> explorations(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("poolproof-explore"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpython-3.12", "tiny:classes=2,blocks=60,pools=64,arenas=8"})
  void whatIsTooLargeIsRefused(String name) {
    Geometry geometry = Geometries.named(name);
    assertThrows(Unexplorable.class, () -> Spaces.implementation(geometry));
  }

  @Test
  void goalIsReachedByTheShortestSequence() throws IOException {
    Goal goal = Goal.named("pool-changes-class");
    assertNotNull(goal);
    Exploration result = Explorer.run(Spaces.upTo(goal, SMALL), plan(), (states, edges) -> true);
    assertNotNull(result.find());
    assertEquals(3, result.find().instructions().size());
  }

  /** What keeps the last arena is that a pair of calls never maps and unmaps one. */
  @Test
  void goalThatIsNeverReachedLeavesTheGraphClosed() throws IOException {
    Goal goal = Goal.named("arena-mapped-and-unmapped-in-a-pair");
    assertNotNull(goal);
    for (String keep : List.of("last", "none")) {
      Geometry geometry = Geometries.named("tiny:classes=1,blocks=2,pools=2,arenas=2,keep=" + keep);
      Exploration result =
          Explorer.run(Spaces.upTo(goal, geometry), plan(), (states, edges) -> true);
      assertEquals(keep.equals("last"), result.isClosed());
      assertEquals(keep.equals("none"), result.find() != null);
    }
  }

  @Test
  void goalsHaveNamesOfTheirOwn() {
    List<String> names = Goal.all().stream().map(Goal::name).toList();
    assertEquals(names.size(), Set.copyOf(names).size());
    assertNull(Goal.named("no-such-goal"));
  }

  @Test
  void twoPoliciesPartAfterTheShortestSequence() throws IOException {
    Geometry last = Geometries.named("tiny:classes=1,blocks=2,pools=2,arenas=2");
    Geometry none = Geometries.named("tiny:classes=1,blocks=2,pools=2,arenas=2,keep=none");
    Exploration result = Explorer.run(Spaces.against(none, last), plan(), (states, edges) -> true);
    assertNotNull(result.find());
    assertEquals(2, result.find().instructions().size());
    Exploration same = Explorer.run(Spaces.against(last, last), plan(), (states, edges) -> true);
    assertClosed(same);
    assertEquals(30546, same.stateCount());
    assertThrows(Unexplorable.class, () -> Spaces.against(SMALL, last));
  }

  @Test
  void everyStateHasBytesOfItsOwn() throws IOException {
    Places places = new Places(SMALL);
    Codec codec = new Codec(places);
    Situation start = Situation.initial(SMALL);
    byte[] bytes = codec.exactly(start);
    assertEquals(start, codec.decode(bytes));
    assertThrows(
        IllegalStateException.class, () -> codec.decode(Arrays.copyOf(bytes, bytes.length + 1)));
    assertThrows(
        IllegalStateException.class, () -> codec.exactly(new Situation(start.state(), 300, 0)));
  }
}
