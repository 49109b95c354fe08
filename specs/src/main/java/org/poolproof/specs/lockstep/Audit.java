package org.poolproof.specs.lockstep;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Answer;
import org.poolproof.model.operation.Call;
import org.poolproof.model.operation.Request;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.HeapImage;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Subject;

/**
 * What is compared of two heaps between operations, because it costs as much as the heap is big.
 */
final class Audit {

  private final Subject reference;
  private final Subject subject;
  private final Wording wording;
  private final Set<Compared> compared;
  private final Set<Address> arenas = new TreeSet<>();
  private final Set<Address> formerArenas = new TreeSet<>();
  private long imageCheckCount;

  Audit(
      @NotOwning Subject reference,
      @NotOwning Subject subject,
      Wording wording,
      Set<Compared> compared) {
    this.reference = reference;
    this.subject = subject;
    this.wording = wording;
    this.compared = compared;
  }

  /** How often the image was compared. */
  long imageCheckCount() {
    return imageCheckCount;
  }

  /** Takes note of which arenas there are. */
  void note(List<Call> calls) {
    for (Call call : calls) {
      if (call.request() instanceof Request.ArenaFree free) {
        arenas.remove(free.arena());
        formerArenas.add(free.arena());
      } else if (call.request() instanceof Request.ArenaAlloc
          && call.answer() instanceof Answer.Granted(Address arena)) {
        arenas.add(arena);
      }
    }
  }

  /** The first difference after operation number {@code number}, null if there is none. */
  @Nullable Difference find(long number) {
    Difference difference = ofInvariants(number);
    if (difference == null) {
      difference = ofImages(number);
    }
    if (difference == null) {
      difference = ofOwnership(number);
    }
    if (difference == null && compared.contains(Compared.COUNTERS)) {
      difference = ofCounters(number);
    }
    if (difference == null && compared.contains(Compared.STATISTICS)) {
      difference = ofTexts(number);
    }
    return difference;
  }

  private static @Nullable Difference of(
      Difference.Rule rule, long number, String expected, String actual) {
    return expected.equals(actual) ? null : new Difference(rule, null, number, expected, actual);
  }

  private @Nullable Difference ofInvariants(long number) {
    if (!compared.contains(Compared.INVARIANTS)) {
      return null;
    }
    for (Subject each : List.of(reference, subject)) {
      List<String> faults = each.faults();
      if (!faults.isEmpty()) {
        return new Difference(
            Difference.Rule.INVARIANT,
            null,
            number,
            "every invariant of " + each.name(),
            String.join("; ", faults));
      }
    }
    return null;
  }

  private @Nullable Difference ofImages(long number) {
    HeapImage image = subject.image();
    boolean isCompared = compared.stream().anyMatch(each -> each.name().startsWith("IMAGE"));
    if (image == null || !isCompared || !(reference instanceof ModelSubject model)) {
      return null;
    }
    imageCheckCount++;
    ImageComparison.Finding finding;
    try {
      finding = ImageComparison.find(model.state(), image, compared);
    } catch (RuntimeException unwalkable) {
      finding =
          new ImageComparison.Finding(
              "an image that can be walked", Objects.toString(unwalkable.getMessage()));
    }
    return finding == null
        ? null
        : new Difference(Difference.Rule.IMAGE, null, number, finding.expected(), finding.actual());
  }

  private @Nullable Difference ofOwnership(long number) {
    if (!compared.contains(Compared.OWNERSHIP)) {
      return null;
    }
    long bytes = reference.geometry().arenaBytes();
    for (Set<Address> each : List.of(arenas, formerArenas)) {
      for (Address arena : each) {
        for (long offset : new long[] {-1, 0, bytes}) {
          Address asked = arena.plus(offset);
          boolean isInside = Boolean.TRUE.equals(reference.isInArena(asked));
          boolean isKnown = !isInside || hasCarvedPoolAt(asked);
          Boolean isSaid = isKnown ? subject.isInArena(asked) : null;
          if (isSaid != null && isSaid != isInside) {
            return new Difference(
                Difference.Rule.OWNERSHIP,
                null,
                number,
                asked + (isInside ? " lies in an arena" : " lies in no arena"),
                asked + (isInside ? " lies in no arena" : " lies in an arena"));
          }
        }
      }
    }
    return null;
  }

  /**
   * Whether a pool begins at {@code arena}: the first one is carved as soon as there is an arena. A
   * table knows an arena by its carved pools only (PYMALLOC.md 6).
   */
  private boolean hasCarvedPoolAt(Address arena) {
    return arenas.contains(arena) && arena.isAligned(reference.geometry().poolBytes());
  }

  private @Nullable Difference ofCounters(long number) {
    HeapCounters expected = reference.counters();
    HeapCounters actual = subject.counters();
    return expected == null || actual == null
        ? null
        : of(Difference.Rule.FINAL_COUNTER, number, wording.of(expected), wording.of(actual));
  }

  private @Nullable Difference ofTexts(long number) {
    String wanted = reference.statisticsText();
    String printed = subject.statisticsText();
    if (wanted == null || printed == null) {
      return null;
    }
    List<String> expected = List.of(wanted.split("\n", -1));
    List<String> actual = List.of(printed.split("\n", -1));
    for (int at = 0; at < Math.max(expected.size(), actual.size()); at++) {
      String one = at < expected.size() ? "'" + expected.get(at) + "'" : "no further line";
      String other = at < actual.size() ? "'" + actual.get(at) + "'" : "no further line";
      if (!one.equals(other)) {
        return new Difference(Difference.Rule.STATISTICS, null, number, one, other);
      }
    }
    return null;
  }
}
