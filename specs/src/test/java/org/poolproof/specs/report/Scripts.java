package org.poolproof.specs.report;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.lockstep.Bout;
import org.poolproof.specs.lockstep.ScriptOf;
import org.poolproof.specs.scenario.Episode;
import org.poolproof.specs.scenario.Scenario;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.ModelSubject;

/** Scripts of which only the client's calls are written down: the model answers them. */
final class Scripts {

  private Scripts() {}

  static Script of(String geometry, String... operations) {
    return of(geometry, List.of(operations));
  }

  static Script of(String geometry, List<String> operations) {
    String text =
        "# poolproof 1; geometry " + geometry + "\n" + String.join("\n", operations) + "\n";
    List<Instruction> instructions =
        read(text).statements().stream()
            .map(statement -> Instruction.of(((Step) statement).action()))
            .toList();
    return of(Geometries.named(geometry), instructions);
  }

  static Script of(Geometry geometry, List<Instruction> instructions) {
    return ScriptOf.of(instructions, new ModelSubject(geometry), Level.PLACEMENT, false);
  }

  static Script read(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    try (ScriptReader reader = ScriptReader.open("script", new ByteArrayInputStream(bytes))) {
      return Script.rest(reader);
    } catch (Unreadable unreadable) {
      throw new IllegalArgumentException(unreadable);
    }
  }

  /** The first operations of a random life, refusals below included. */
  static List<Instruction> random(String geometry, long seed, int operationCount) {
    Geometry built = Geometries.named(geometry);
    Episode episode = new Episode(built, Episode.Kind.SWARM, seed, operationCount, 300);
    Scenario scenario = new Scenario(episode);
    Bout bout = Bout.alone(new ModelSubject(built));
    List<Instruction> instructions = new ArrayList<>();
    while (instructions.size() < operationCount) {
      Instruction next = scenario.next();
      instructions.add(next);
      bout.perform(next);
      scenario.answered(bout.isGranted());
    }
    return instructions;
  }
}
