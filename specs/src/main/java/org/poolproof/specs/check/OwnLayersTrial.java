package org.poolproof.specs.check;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.PlannedScript;
import org.poolproof.specs.lockstep.Replay;
import org.poolproof.specs.lockstep.ReplayResult;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.shrink.Trial;
import org.poolproof.specs.subject.Subject;

/**
 * A sequence of operations on fresh heaps of two contestants, each on the layers below that belong
 * to its own geometry: what the reference answers is written down and replayed on the subject.
 */
final class OwnLayersTrial implements Trial {

  private final Contestants contestants;
  private final Geometry geometry;

  OwnLayersTrial(Contestants contestants, Geometry geometry) {
    this.contestants = contestants;
    this.geometry = geometry;
  }

  @Override
  public @Nullable Difference run(List<Instruction> instructions) {
    if (instructions.isEmpty()) {
      return null;
    }
    Script script = script(contestants, geometry, instructions);
    byte[] text = script.text().getBytes(StandardCharsets.US_ASCII);
    try (ScriptReader reader = ScriptReader.open("script", new ByteArrayInputStream(text));
        Subject subject = contestants.subject(geometry, true)) {
      ReplayResult result =
          Replay.run(reader, subject, Level.PLACEMENT, Long.MAX_VALUE, count -> true);
      return result.difference();
    } catch (Unreadable broken) {
      throw new IllegalStateException("a script that was written cannot be read", broken);
    }
  }

  /** The answers of the reference. */
  static Script script(Contestants contestants, Geometry geometry, List<Instruction> instructions) {
    try (@Nullable Subject reference = contestants.reference(geometry)) {
      if (reference == null) {
        throw new IllegalArgumentException("the contract has no geometry");
      }
      return PlannedScript.of(instructions, reference);
    }
  }
}
