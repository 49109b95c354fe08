package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.Subject;

/** A script that is one round of steady work: only what the subject holds is looked at. */
final class SteadyReplay {

  private SteadyReplay() {}

  /** Reads all of {@code reader} and carries it out again and again on {@code subject}. */
  static ReplayResult run(ScriptReader reader, @NotOwning Subject subject) throws Unreadable {
    List<Action> round = new ArrayList<>();
    for (Statement next = reader.next(); next != null; next = reader.next()) {
      if (next instanceof Step step) {
        round.add(step.action());
      }
    }
    try {
      Difference difference = Growth.find(round, subject);
      String obstacle =
          round.isEmpty() ? "there is no operation, so that nothing was compared" : null;
      return new ReplayResult(round.size(), 0, difference, null, false, 0, Map.of(), obstacle);
    } catch (CannotHold unheld) {
      return ReplayResult.of(unheld);
    }
  }
}
