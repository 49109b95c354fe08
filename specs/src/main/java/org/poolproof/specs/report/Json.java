package org.poolproof.specs.report;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.check.Check;
import org.poolproof.specs.check.CheckResult;
import org.poolproof.specs.check.Counterexample;
import org.poolproof.specs.explore.Exploration;
import org.poolproof.specs.explore.Goal;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.ScriptWriter;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.shrink.Shrunk;

/** A report as the object that {@code --json} writes. A field without meaning is null. */
public final class Json {

  private static final ObjectWriter WRITER =
      new ObjectMapper()
          .writer(
              new DefaultPrettyPrinter()
                  .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE));

  private Json() {}

  /** The fields of {@code report}. */
  public static Map<String, @Nullable Object> of(ReplayReport report, @Nullable Long seed) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    FileReport different = report.firstDifferent();
    json.put("verdict", report.verdict().toString());
    json.put("subject", report.<String>common(FileReport::on));
    json.put("reference", "recording");
    json.put("geometry", report.<String>common(file -> file.geometry().name()));
    json.put("level", report.<String>common(file -> file.level().toString()));
    json.put("seed", seed);
    json.put("operations", report.operationCount());
    json.put("seconds", report.seconds());
    json.put(
        "operationsPerSecond", FileReport.perSecond(report.operationCount(), report.seconds()));
    json.put("liveBlocks", report.greatestLiveBlockCount());
    json.put("imageChecks", report.imageCheckCount());
    json.put("counterexample", different == null ? null : counterexample(different));
    json.put("files", report.files().stream().map(Json::file).toList());
    json.put("rules", rules(report.coverage()));
    return json;
  }

  /** The fields of {@code report}. */
  public static Map<String, @Nullable Object> of(CheckReport report) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    CheckResult result = report.result();
    ShownCounterexample shown = report.counterexample();
    boolean isSingle = report.geometries().size() == 1;
    json.put("verdict", report.verdict().toString());
    json.put("subject", report.subject());
    json.put("reference", report.reference());
    json.put("geometry", isSingle ? report.geometries().getFirst().name() : null);
    json.put("level", report.level().toString());
    json.put("seed", report.seed());
    json.put("operations", result.operationCount());
    json.put("seconds", report.seconds());
    json.put(
        "operationsPerSecond", FileReport.perSecond(result.operationCount(), report.seconds()));
    json.put("operationsPerSecondAfterFirstMillion", report.warmRate());
    json.put("liveBlocks", result.greatestLiveBlockCount());
    boolean isImaged = result.imageCheckCount() > 0;
    json.put("imageChecks", isImaged ? result.imageCheckCount() : null);
    json.put("imageCheckInterval", isImaged ? Check.AUDIT_INTERVAL : null);
    json.put("heaps", result.episodeCount());
    json.put("obstacle", report.obstacle());
    json.put("counterexample", shown == null ? null : counterexample(shown));
    json.put("geometries", report.geometries().stream().map(Geometry::name).toList());
    json.put("rules", rules(result.coverage()));
    return json;
  }

  /** The fields of {@code report}. */
  public static Map<String, @Nullable Object> of(ExploreReport report) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    Exploration result = report.result();
    ShownCounterexample shown = report.counterexample();
    Goal goal = report.goal();
    String operations = report.operations();
    Path script = report.script();
    json.put("verdict", report.verdict().toString());
    json.put("subject", report.subject());
    json.put("reference", report.reference());
    json.put("geometry", report.geometry().name());
    json.put("level", "placement");
    json.put("seed", report.seed());
    json.put("operations", result.transitionCount());
    json.put("seconds", report.seconds());
    json.put("operationsPerSecond", Math.round(result.transitionCount() / report.seconds()));
    json.put("liveBlocks", null);
    json.put("imageChecks", report.subject().startsWith("impl") ? result.transitionCount() : null);
    json.put("counterexample", shown == null ? null : counterexample(shown));
    json.put("closed", result.isClosed());
    json.put("states", result.stateCount());
    json.put("transitions", result.transitionCount());
    json.put("depth", result.depth());
    json.put("reduction", report.sampleCount() == null ? "none" : "orbits");
    json.put("membersSampled", report.sampleCount());
    json.put("statesRepresented", result.memberCount());
    json.put("specStates", result.specifiedCount() == 0 ? null : result.specifiedCount());
    json.put("fingerprintBits", report.fingerprinting().bits());
    json.put("collisionOdds", report.fingerprinting().collisionOdds(result.stateCount()));
    json.put("goal", goal == null ? null : goal.name());
    json.put("path", operations == null ? null : operations.lines().toList());
    json.put("script", script == null ? null : script.toString());
    json.put("rules", result.coverage());
    return json;
  }

  private static Map<String, @Nullable Object> counterexample(ShownCounterexample shown) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    Counterexample example = shown.example();
    Shrunk shrunk = example.shrunk();
    Difference difference = shrunk.difference();
    json.put("rule", difference.rule().name());
    json.put("sentence", difference.rule().sentence());
    json.put("operations", example.script().text().lines().toList());
    json.put("expected", difference.expected());
    json.put("actual", difference.actual());
    json.put("script", shown.script().toString());
    json.put("replay", shown.command());
    String picture = shown.picture();
    json.put("heap", picture == null ? null : picture.lines().toList());
    Path reproducer = shown.reproducer();
    json.put("program", reproducer == null ? null : reproducer.toString());
    json.put("geometry", example.failure().geometry().name());
    json.put("replayed", shown.replayed() != null);
    json.put("foundAfter", example.failure().instructions().size());
    json.put("operationCount", shrunk.instructions().size());
    json.put("minimal", shrunk.isMinimal());
    json.put("trials", shrunk.trialCount());
    json.put("failedRuns", example.failedRunCount());
    json.put("runs", Counterexample.RUN_COUNT);
    json.put(
        "variations",
        shrunk.variations().stream().map(each -> CheckSentences.variation(shrunk, each)).toList());
    return json;
  }

  private static Map<String, @Nullable Object> file(FileReport report) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("file", report.file());
    json.put("on", report.on());
    json.put("geometry", report.geometry().name());
    json.put("verdict", report.verdict().toString());
    json.put("operations", report.result().operationCount());
    json.put("seconds", report.seconds());
    json.put("liveBlocks", report.result().greatestLiveBlockCount());
    Difference difference = report.difference();
    json.put("imageChecks", imageChecks(report));
    json.put("obstacle", report.result().obstacle());
    json.put("line", difference == null ? null : difference.line());
    json.put("operation", difference == null ? null : difference.operation());
    json.put("rule", difference == null ? null : difference.rule().name());
    json.put("expected", difference == null ? null : difference.expected());
    json.put("actual", difference == null ? null : difference.actual());
    return json;
  }

  private static @Nullable Long imageChecks(FileReport report) {
    long count = report.result().imageCheckCount();
    return count == 0 ? null : count;
  }

  private static Map<String, @Nullable Object> counterexample(FileReport report) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    Difference difference = report.difference();
    if (difference != null) {
      json.put("rule", difference.rule().name());
      json.put("sentence", difference.rule().sentence());
      json.put("operations", operations(report.result().last()));
      json.put("expected", difference.expected());
      json.put("actual", difference.actual());
      json.put("script", report.script());
      json.put("replay", Sentences.command(report));
    }
    return json;
  }

  /**
   * The operation at which the difference showed, with its calls below; null if none is concerned.
   */
  private static @Nullable List<String> operations(@Nullable Step last) {
    return last == null ? null : ScriptWriter.text(last).lines().toList();
  }

  private static Map<String, @Nullable Object> rules(Map<Geometry, Map<Rule, Long>> coverage) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    coverage.forEach((geometry, counts) -> json.put(geometry.name(), counts));
    return json;
  }

  /** Writes {@code json} to {@code file}, whole or not at all. */
  public static void write(Map<String, @Nullable Object> json, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is in no folder");
    }
    Path draft = Draft.in(folder);
    try {
      Files.write(draft, List.of(WRITER.writeValueAsString(json)));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
