package org.poolproof.specs.vectors;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.check.Check;
import org.poolproof.specs.check.CheckResult;
import org.poolproof.specs.check.Contestants;
import org.poolproof.specs.check.Counterexample;
import org.poolproof.specs.lockstep.Bout;
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.scenario.Campaign;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Subject;

/**
 * For neighbouring versions of CPython the shortest script known on which they part, and the rules
 * that only one of them takes there: {@code specs/vectors/VERSIONS.md}.
 */
final class VersionTable {

  /** Of the scripts. */
  static final String FOLDER = "versions";

  static final long OPERATIONS = 2_000_000;

  /** What stands left is held against what stands right. */
  static final List<List<String>> PAIRS =
      List.of(
          List.of("founding-64", "cpython-2.7"),
          List.of("cpython-2.7", "cpython-3.6"),
          List.of("cpython-3.6", "cpython-3.7"),
          List.of("cpython-3.7", "cpython-3.8"),
          List.of("cpython-3.8", "cpython-3.9"),
          List.of("cpython-3.9", "cpython-3.10"),
          List.of("cpython-3.10", "cpython-3.11"),
          List.of("cpython-3.11", "cpython-3.12"),
          List.of("cpython-3.12", "cpython-3.13"),
          List.of("cpython-3.9-i386", "cpython-3.11-i386"));

  private static final String HEAD =
      """
      # What tells neighbouring versions apart

      For each pair the shortest script known on which the two part; it says what the newer one does. Made by
      `poolproof check model@OLDER --against model@NEWER`, 2,000,000 random operations where nothing was found.

      | older | newer | script | the newer one | the older one | rules that only one takes there | parameters of the newer one |
      |---|---|---|---|---|---|---|
      """;

  private VersionTable() {}

  /** The older and the newer of a pair. */
  record Models(Geometry older, Geometry newer) implements Contestants {
    @Override
    public Subject subject(Geometry geometry, boolean isShort) {
      return new ModelSubject(older);
    }

    @Override
    public Subject reference(Geometry geometry) {
      return new ModelSubject(newer);
    }
  }

  /** Writes the table; gives back the scripts. */
  static List<Vector> write() throws IOException {
    List<Vector> vectors = new ArrayList<>();
    StringBuilder table = new StringBuilder(HEAD);
    for (List<String> pair : PAIRS) {
      table.append(row(pair.get(0), pair.get(1), vectors));
    }
    Files.writeString(Vector.FOLDER.resolve("VERSIONS.md"), table.toString());
    return vectors;
  }

  private static String row(String older, String newer, List<Vector> vectors) {
    Models models = new Models(Geometries.named(older), Geometries.named(newer));
    CheckResult result =
        Check.run(new Campaign(List.of(models.newer()), 1, OPERATIONS), models, count -> true);
    if (result.failure() == null) {
      return "| %s | %s | none | | | none | %s |%n".formatted(older, newer, parameters(models));
    }
    Counterexample example =
        Counterexample.of(result.failure(), models, EnumSet.allOf(Compared.class), Level.PLACEMENT);
    List<Instruction> instructions = example.shrunk().instructions();
    String name = FOLDER + "/" + older + "-to-" + newer;
    String shows = "where " + older + " and " + newer + " part; it says what " + newer + " does.";
    vectors.add(new Vector(name, shows, "PYMALLOC.md 1", example.script()));
    return "| %s | %s | [%d operation%s](%s.script) | %s | %s | %s | %s |%n"
        .formatted(
            older,
            newer,
            instructions.size(),
            instructions.size() == 1 ? "" : "s",
            name,
            example.shrunk().difference().expected(),
            example.shrunk().difference().actual(),
            differing(models, instructions),
            parameters(models));
  }

  private static String differing(Models models, List<Instruction> instructions) {
    Set<Rule> older = taken(models.older(), instructions);
    Set<Rule> newer = taken(models.newer(), instructions);
    Set<String> only = new TreeSet<>();
    for (Rule rule : Rule.values()) {
      if (older.contains(rule) != newer.contains(rule)) {
        String version = older.contains(rule) ? models.older().name() : models.newer().name();
        only.add(version + ": " + rule.name() + " " + rule.section());
      }
    }
    return only.isEmpty() ? "the same rules" : String.join(", ", only);
  }

  private static String parameters(Models models) {
    return Stream.of(Geometry.class.getRecordComponents())
        .filter(component -> !component.getName().equals("name"))
        .map(RecordComponent::getAccessor)
        .filter(value -> !valueOf(value, models.older()).equals(valueOf(value, models.newer())))
        .map(value ->
            "%s %s, not %s"
                .formatted(
                    value.getName(),
                    valueOf(value, models.newer()),
                    valueOf(value, models.older())))
        .collect(Collectors.joining("; "));
  }

  private static String valueOf(Method accessor, Geometry geometry) {
    try {
      return String.valueOf(accessor.invoke(geometry));
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static Set<Rule> taken(Geometry geometry, List<Instruction> instructions) {
    try (ModelSubject model = new ModelSubject(geometry)) {
      Bout bout = Bout.alone(model);
      instructions.forEach(bout::perform);
      Set<Rule> taken = EnumSet.noneOf(Rule.class);
      for (Map.Entry<Rule, Long> entry : model.coverage().entrySet()) {
        if (entry.getValue() > 0) {
          taken.add(entry.getKey());
        }
      }
      return taken;
    }
  }
}
