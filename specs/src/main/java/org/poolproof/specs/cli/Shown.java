package org.poolproof.specs.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.check.Counterexample;
import org.poolproof.specs.check.Failure;
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.Replay;
import org.poolproof.specs.lockstep.ScriptOf;
import org.poolproof.specs.report.CounterexampleFile;
import org.poolproof.specs.report.HeapPicture;
import org.poolproof.specs.report.Reproducer;
import org.poolproof.specs.report.ShownCounterexample;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Subject;
import org.poolproof.specs.subject.UndefinedOperation;

/**
 * How the failure of a check is shown: as small as it can be, written down, drawn, and replayed.
 *
 * @param out the folder for what is written
 * @param language what a program that shows it is written in, null for none
 */
record Shown(
    NamedContestants contestants, Level level, Path out, Reproducer.@Nullable Language language) {

  /** {@code failure} shrunk, written to {@link #out} and replayed from there; null if none. */
  @Nullable ShownCounterexample of(@Nullable Failure failure) throws IOException {
    if (failure == null) {
      return null;
    }
    Counterexample example =
        Counterexample.of(failure, contestants, EnumSet.allOf(Compared.class), level);
    Difference difference = example.shrunk().difference();
    List<Instruction> instructions = example.shrunk().instructions();
    Script modelled = instructions.isEmpty() ? null : modelled(instructions, failure.geometry());
    SubjectName on = contestants.named().checked();
    String options = on.kind().isPort() ? contestants.subjects().optionsText() : "";
    Path script = CounterexampleFile.write(example.script(), difference, out);
    return new ShownCounterexample(
        example,
        picture(example, modelled),
        script,
        modelled == null || language == null
            ? null
            : CounterexampleFile.write(modelled, language, out),
        on.text(),
        options,
        replayed(script, on));
  }

  /** The heap on the layers below that it was on; null if there is none to draw. */
  private @Nullable String picture(Counterexample example, @Nullable Script modelled) {
    if (modelled == null || level == Level.CONTRACT) {
      return null;
    }
    boolean areOwn = contestants.areOnLayersOfTheirOwn(example.failure().geometry());
    return HeapPicture.of(areOwn ? example.script() : modelled, example.shrunk().difference());
  }

  /** What the model does on {@code instructions}; null where it is undefined what that is. */
  private static @Nullable Script modelled(List<Instruction> instructions, Geometry geometry) {
    try (ModelSubject model = new ModelSubject(geometry)) {
      return ScriptOf.of(instructions, model, Level.PLACEMENT, false);
    } catch (UndefinedOperation undefined) {
      return null;
    }
  }

  /** What a replay of {@code script} finds, null if nothing. */
  private @Nullable Difference replayed(Path script, SubjectName on) {
    try (ScriptReader reader = ScriptReader.open(script);
        Subjects subjects = contestants.subjects().another()) {
      Geometry own = on.geometry();
      Geometry geometry = own == null ? reader.header().geometry() : own;
      try (Subject subject = subjects.open(on, geometry, LayersBelow.firstArena(geometry))) {
        return Replay.run(reader, subject, level, Long.MAX_VALUE, count -> true).difference();
      }
    } catch (Unreadable | CannotHold unexpected) {
      return null;
    }
  }
}
