package org.poolproof.model.pymalloc.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row of INVENTORY.md 5b to 5e is the source of an invariant, or speaks of steps. */
class RowsTest {

  /** Rows that no single state can keep or break, and why. */
  private static final Map<String, String> ABOUT_STEPS =
      Map.of(
          "PY-22", "which pool an allocation takes, and what it keeps of it: rules 4.3a to e",
          "PY-26", "how the heads of the lists are laid out in memory, which the model has not",
          "PY-28", "which used pool an allocation takes: rule 4.1a");

  private static final Pattern ROW = Pattern.compile("PY-\\d\\d");

  @Test
  void everyRowHasAnInvariantOrAReason() {
    Set<String> covered = new TreeSet<>(rowsOfInvariants());
    covered.retainAll(rows());
    covered.addAll(ABOUT_STEPS.keySet());
    assertEquals(rows(), covered);
  }

  @Test
  void noRowHasBoth() {
    Set<String> both = new TreeSet<>(rowsOfInvariants());
    both.retainAll(ABOUT_STEPS.keySet());
    assertEquals(Set.of(), both);
  }

  @Test
  void everyInvariantHasASentenceASourceAndACost() {
    for (Invariant invariant : Invariants.ALL) {
      String name = invariant.name();
      assertTrue(invariant.sentence().matches("[A-Z].*\\."), name + ": a sentence");
      assertTrue(ROW.matcher(invariant.source()).find(), name + ": a row of INVENTORY.md");
      assertTrue(invariant.cost().toString().matches("O\\(.+\\)"), name + ": a cost");
    }
  }

  private static Set<String> rows() {
    return Stream.of(
            IntStream.rangeClosed(10, 24),
            IntStream.rangeClosed(25, 28),
            IntStream.rangeClosed(30, 38),
            IntStream.rangeClosed(50, 55),
            IntStream.rangeClosed(60, 65))
        .flatMap(IntStream::boxed)
        .map(row -> "PY-" + row)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> rowsOfInvariants() {
    return Invariants.ALL.stream()
        .flatMap(invariant -> ROW.matcher(invariant.source()).results())
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
