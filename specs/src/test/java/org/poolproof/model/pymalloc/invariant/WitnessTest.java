package org.poolproof.model.pymalloc.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every invariant can be violated, says what is wrong where, and holds where nothing is. */
class WitnessTest {

  static Stream<Witness> witnesses() {
    return Stream.of(
            PoolWitnesses.all(),
            UsedPoolWitnesses.all(),
            ArenaWitnesses.all(),
            ArenaListWitnesses.all(),
            AddressIndexWitnesses.all(),
            HeapWitnesses.all())
        .flatMap(all -> all);
  }

  @ParameterizedTest
  @MethodSource("witnesses")
  void soundStateIsAccepted(Witness witness) {
    assertEquals(List.of(), Invariants.check(witness.sound()));
    assertNull(witness.invariant().violation(witness.sound()));
  }

  @ParameterizedTest
  @MethodSource("witnesses")
  void brokenStateIsReportedByThisInvariantAndTheOthersNamed(Witness witness) {
    Set<Invariant> expected = new HashSet<>(witness.others());
    expected.add(witness.invariant());
    Set<Invariant> actual =
        Invariants.check(witness.broken()).stream()
            .map(Violation::invariant)
            .collect(Collectors.toSet());
    assertEquals(expected, actual);
  }

  @ParameterizedTest
  @MethodSource("witnesses")
  void descriptionSaysWhereWhatIsExpectedAndWhatIsThere(Witness witness) {
    assertEquals(witness.description(), witness.invariant().violation(witness.broken()));
  }

  @Test
  void everyInvariantHasAWitness() {
    Set<Invariant> missing = new HashSet<>(Invariants.ALL);
    witnesses().map(Witness::invariant).forEach(missing::remove);
    assertEquals(Set.of(), missing);
  }
}
