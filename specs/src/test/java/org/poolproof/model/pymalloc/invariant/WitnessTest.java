package org.poolproof.model.pymalloc.invariant;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every invariant can be violated, says what is wrong where, and holds where nothing is. */
class WitnessTest {

  /** The witnesses, by subject. */
  enum Subject {
    POOLS(PoolWitnesses::all),
    USED_POOLS(UsedPoolWitnesses::all),
    ARENAS(ArenaWitnesses::all),
    ARENA_LISTS(ArenaListWitnesses::all),
    ADDRESS_INDEX(AddressIndexWitnesses::all),
    HEAP(HeapWitnesses::all);

    private final Supplier<Stream<Witness>> witnesses;

    Subject(Supplier<Stream<Witness>> witnesses) {
      this.witnesses = witnesses;
    }
  }

  @ParameterizedTest
  @EnumSource
  void soundStatesAreAccepted(Subject subject) {
    forEach(
        subject,
        witness -> {
          assertEquals(List.of(), Invariants.check(witness.sound().get()), witness::toString);
          assertNull(witness.invariant().violation(witness.sound().get()), witness::toString);
        });
  }

  @ParameterizedTest
  @EnumSource
  void brokenStatesAreReportedByTheInvariantAndTheOthersNamed(Subject subject) {
    forEach(
        subject,
        witness -> {
          Set<Invariant> expected = new HashSet<>(witness.others());
          expected.add(witness.invariant());
          Set<Invariant> actual =
              Invariants.check(witness.broken()).stream()
                  .map(Violation::invariant)
                  .collect(Collectors.toSet());
          assertEquals(expected, actual, witness::toString);
        });
  }

  @ParameterizedTest
  @EnumSource
  void descriptionsSayWhereWhatIsExpectedAndWhatIsThere(Subject subject) {
    forEach(
        subject,
        witness ->
            assertEquals(witness.description(), witness.invariant().violation(witness.broken())));
  }

  @Test
  void everyInvariantHasAWitness() {
    Set<Invariant> missing = new HashSet<>(Invariants.ALL);
    for (Subject subject : Subject.values()) {
      subject.witnesses.get().map(Witness::invariant).forEach(missing::remove);
    }
    assertEquals(Set.of(), missing);
  }

  private static void forEach(Subject subject, Consumer<Witness> test) {
    assertAll(subject.witnesses.get().map(witness -> () -> test.accept(witness)));
  }
}
