package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.script.Below;
import org.poolproof.specs.script.Counters;
import org.poolproof.specs.script.Header;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Recording;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.StatisticsLine;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.subject.HeapCounters;
import org.poolproof.specs.subject.Performed;
import org.poolproof.specs.subject.Subject;

/** The script of instructions: what a reference answers to them, and what it asks below. */
public final class ScriptOf {

  private static final long FIRST_LINE = 2;

  private ScriptOf() {}

  /**
   * The script of {@code instructions} as {@code reference}, whose heap is empty, carries them out.
   *
   * @param withEnd whether it ends with the counters and the statistics
   */
  public static Script of(
      List<Instruction> instructions, @NotOwning Subject reference, Level level, boolean withEnd) {
    Lockstep lockstep = Lockstep.of(reference);
    ScriptNames names = new ScriptNames(reference.geometry());
    List<Statement> statements = new ArrayList<>();
    long line = FIRST_LINE;
    for (Instruction instruction : instructions) {
      lockstep.perform(instruction);
      Performed performed = lockstep.expected();
      Step step =
          performed == null
              ? ScriptNames.unbound(line, instruction.action())
              : names.step(line, instruction.action(), performed);
      statements.add(step);
      line += 1 + step.below().size();
    }
    HeapCounters counters = reference.counters();
    String text = reference.statisticsText();
    if (withEnd && counters != null && text != null) {
      statements.addAll(end(counters, text, line));
    }
    return new Script(new Header(reference.geometry(), level, true, Recording.NONE), statements);
  }

  /**
   * The script of {@code instructions} for a subject that only the contract judges: what it asks
   * below, and no answers. Nothing is said of the calls of an operation that it does not survive.
   */
  public static Script of(List<Instruction> instructions, @NotOwning Subject subject) {
    if (!subject.isOnGivenLayers()) {
      return withoutAnswers(instructions, Header.of(subject.geometry(), Level.CONTRACT));
    }
    ContractBout bout = new ContractBout(subject, EnumSet.allOf(Compared.class));
    ScriptNames names = new ScriptNames(subject.geometry());
    List<Statement> statements = new ArrayList<>();
    long line = FIRST_LINE;
    for (Instruction instruction : instructions) {
      bout.perform(instruction);
      Performed performed = bout.performed();
      List<Below> below =
          performed == null ? List.of() : names.step(line, instruction.action(), performed).below();
      statements.add(new Step(line, 0, instruction.action(), null, below));
      line += 1 + below.size();
    }
    return new Script(Header.of(subject.geometry(), Level.CONTRACT), statements);
  }

  /** The script of a round of steady work. */
  public static Script steady(List<Instruction> instructions, Geometry geometry) {
    return withoutAnswers(instructions, Header.ofSteadyWork(geometry));
  }

  private static Script withoutAnswers(List<Instruction> instructions, Header header) {
    List<Statement> statements = new ArrayList<>();
    for (Instruction instruction : instructions) {
      statements.add(
          new Step(FIRST_LINE + statements.size(), 0, instruction.action(), null, List.of()));
    }
    return new Script(header, statements);
  }

  private static List<Statement> end(HeapCounters counters, String statistics, long line) {
    List<Statement> end = new ArrayList<>();
    end.add(
        new Counters(
            line,
            counters.allocatedBlockCount(),
            counters.arenasEverCount(),
            counters.arenasFreedCount(),
            counters.highwaterArenaCount()));
    for (String text : statistics.split("\n", -1)) {
      end.add(new StatisticsLine(line + end.size(), text));
    }
    return end;
  }
}
