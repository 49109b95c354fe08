package org.poolproof.specs.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.check.Contestants;
import org.poolproof.specs.faulty.Fault;
import org.poolproof.specs.faulty.Faults;
import org.poolproof.specs.faulty.FaultyContestants;
import org.poolproof.specs.lockstep.FirstArena;
import org.poolproof.specs.lockstep.Replay;
import org.poolproof.specs.lockstep.ReplayResult;
import org.poolproof.specs.script.Header;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Subject;
import org.poolproof.specs.subject.impl.ImplSubject;
import org.poolproof.specs.subject.impl.Variant;

/** What the vectors are said to show, they show; {@link VectorWriter} makes them anew. */
class VectorsTest {

  private static final List<String> FOLDERS =
      List.of("contract", "structure", "placement", VersionTable.FOLDER);

  /** Takes the subject of a script from its header. */
  private interface Opened {
    Subject subject(Geometry geometry, Address firstArena);
  }

  static Stream<Path> scripts() throws IOException {
    try (Stream<Path> files = Files.walk(Vector.FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".script")).sorted().toList().stream();
    }
  }

  private static ReplayResult replay(Path file, long operationLimit, Opened opened)
      throws Unreadable {
    try (ScriptReader script = ScriptReader.open(file)) {
      Header header = script.header();
      Address firstArena = FirstArena.of(file, header, header.geometry());
      try (Subject subject = opened.subject(header.geometry(), firstArena)) {
        return Replay.run(script, subject, header.level(), operationLimit, count -> true);
      }
    }
  }

  private static ReplayResult onModel(Path file, long operationLimit) throws Unreadable {
    return replay(file, operationLimit, (geometry, firstArena) -> new ModelSubject(geometry));
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void modelAndImplementationAgree(Path file) throws Unreadable {
    List<Opened> subjects =
        List.of(
            (geometry, firstArena) -> new ModelSubject(geometry),
            (geometry, firstArena) -> new ImplSubject(geometry, Variant.PRODUCTION, firstArena),
            (geometry, firstArena) -> new ImplSubject(geometry, Variant.CHECKED, firstArena));
    for (Opened opened : subjects) {
      ReplayResult result = replay(file, Long.MAX_VALUE, opened);
      assertNull(result.difference(), String.valueOf(result.difference()));
      assertNull(result.obstacle(), result.obstacle());
    }
  }

  static Stream<Rule> rules() {
    return RuleVectors.rules();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void lastOperationTakesTheRuleAndNoOtherDoes(Rule rule) throws Unreadable {
    Path file = Vector.FOLDER.resolve("placement/" + RuleVectors.name(rule) + ".script");
    ReplayResult whole = onModel(file, Long.MAX_VALUE);
    ReplayResult withoutLast = onModel(file, whole.operationCount() - 1);
    assertTrue(whole.coverage().get(rule) > 0);
    assertEquals(0, withoutLast.coverage().get(rule));
  }

  static Stream<Fault> faults() {
    return Faults.all().stream();
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultIsSeenAtFirstTry(Fault fault) throws Unreadable {
    Contestants contestants = FaultyContestants.of(fault);
    Path file = Vector.FOLDER.resolve(FaultVectors.name(fault) + ".script");
    ReplayResult result =
        replay(file, Long.MAX_VALUE, (geometry, firstArena) -> contestants.subject(geometry, true));
    assertNotNull(result.difference(), fault.sentence());
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void scriptSaysWhatItShowsAndWhereThatIsWritten(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    assertTrue(lines.get(1).startsWith("# Shows "), lines.get(1));
    assertTrue(lines.get(2).startsWith("# Source: "), lines.get(2));
  }

  @Test
  void levelIsTheFolder() throws IOException, Unreadable {
    for (Path file : scripts().toList()) {
      try (ScriptReader script = ScriptReader.open(file)) {
        String folder = file.getParent().getFileName().toString();
        String expected = folder.equals(VersionTable.FOLDER) ? "placement" : folder;
        assertEquals(expected, script.header().level().toString(), file.toString());
      }
    }
  }

  @Test
  void manifestListsEveryScript() throws IOException {
    Set<String> listed =
        Files.readAllLines(Vector.FOLDER.resolve("MANIFEST")).stream()
            .map(line -> line.split(" ")[0])
            .filter(name -> FOLDERS.contains(name.split("/")[0]))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> present =
        scripts()
            .map(file -> Vector.FOLDER.relativize(file).toString())
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(present, listed);
  }

  @Test
  void everyRuleIsThereAtEveryLevelThatCanSayIt() {
    for (Rule rule : rules().toList()) {
      Path structure = Vector.FOLDER.resolve("structure/" + RuleVectors.name(rule) + ".script");
      assertTrue(Files.exists(structure), structure.toString());
    }
  }
}
