package org.poolproof.specs.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.lockstep.Difference;

/** A report as the object that {@code --json} writes. A field without meaning is null. */
public final class Json {

  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private Json() {}

  /** The object for {@code report}. */
  public static ObjectNode of(ReplayReport report, @Nullable Long seed) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("verdict", report.verdict().toString());
    json.put("subject", report.common(FileReport::on));
    json.put("reference", "recording");
    json.put("geometry", report.common(file -> file.geometry().name()));
    json.put("level", report.common(file -> file.level().toString()));
    json.put("seed", seed);
    json.put("operations", report.operationCount());
    json.put("seconds", report.seconds());
    json.put(
        "operationsPerSecond",
        FileReport.perSecond(report.operationCount(), report.seconds()));
    json.put("liveBlocks", report.greatestLiveBlockCount());
    json.putNull("imageChecks");
    FileReport different = report.firstDifferent();
    if (different == null) {
      json.putNull("counterexample");
    } else {
      json.set("counterexample", counterexample(different));
    }
    ArrayNode files = json.putArray("files");
    report.files().forEach(file -> files.add(file(file)));
    ObjectNode rules = json.putObject("rules");
    report
        .coverage()
        .forEach(
            (geometry, counts) -> {
              ObjectNode node = rules.putObject(geometry.name());
              counts.forEach((rule, count) -> node.put(rule.name(), count));
            });
    return json;
  }

  private static ObjectNode file(FileReport report) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("file", report.file());
    json.put("on", report.on());
    json.put("geometry", report.geometry().name());
    json.put("verdict", report.verdict().toString());
    json.put("operations", report.result().operationCount());
    json.put("seconds", report.seconds());
    json.put("liveBlocks", report.result().greatestLiveBlockCount());
    Difference difference = report.difference();
    if (difference == null) {
      json.putNull("line");
    } else {
      json.put("line", difference.line());
      json.put("operation", difference.operation());
      json.put("rule", difference.rule().name());
      json.put("expected", difference.expected());
      json.put("actual", difference.actual());
    }
    return json;
  }

  private static ObjectNode counterexample(FileReport report) {
    Difference difference = report.difference();
    ObjectNode json = MAPPER.createObjectNode();
    if (difference != null) {
      json.put("rule", difference.rule().name());
      json.put("sentence", difference.rule().sentence());
      json.putNull("operations");
      json.put("expected", difference.expected());
      json.put("actual", difference.actual());
      json.put("script", report.file());
      json.put("replay", Sentences.command(report));
    }
    return json;
  }

  /** Writes {@code json} to {@code file}, whole or not at all. */
  public static void write(ObjectNode json, Path file) throws IOException {
    Path target = file.toAbsolutePath();
    Path directory = target.getParent();
    Path draft = Files.createTempFile(directory, "." + target.getFileName(), ".tmp");
    try {
      Files.write(draft, List.of(MAPPER.writeValueAsString(json)));
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
