package org.poolproof.house;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of Java files that a type checker must refuse, line by line. A line that must be refused
 * ends in {@code // expect: key, key}; every other line must pass.
 */
final class Canary {
  private static final Pattern EXPECT = Pattern.compile("// expect: (.+)$");
  private static final Pattern DIAGNOSTIC =
      Pattern.compile("^(?:.*/)?([^/:]+\\.java):(\\d+):\\d+: compiler\\.\\S+ \\[([\\w.-]+)\\].*$");
  private static final Pattern OTHER_ERROR =
      Pattern.compile("^(?:.*compiler\\.err\\.|error:|java\\.lang\\.|Caused by).*$");
  private static final List<String> EXPORTED =
      List.of("api", "code", "file", "main", "model", "parser", "processing", "tree", "util");

  private final Path folder;

  /** The canary of this name below the resource folder {@code canary}. */
  Canary(String name) {
    this.folder =
        Sources.root().resolve("specs/src/test/resources/canary").resolve(name).toAbsolutePath();
  }

  /** What the comments ask for: {@code File.java:12 key}, sorted; one entry for each key. */
  List<String> expected() throws IOException {
    List<String> all = new ArrayList<>();
    for (Path file : files()) {
      List<String> lines = Files.readAllLines(file);
      for (int i = 0; i < lines.size(); i++) {
        Matcher matcher = EXPECT.matcher(lines.get(i));
        if (matcher.find()) {
          for (String key : matcher.group(1).split(",", -1)) {
            all.add(file.getFileName() + ":" + (i + 1) + " " + key.strip());
          }
        }
      }
    }
    return all.stream().sorted().toList();
  }

  /** What javac with these processors says, in the same form; what is no checker's error, whole. */
  List<String> actual(List<String> processors, Path stubs)
      throws IOException, InterruptedException {
    Path classes = Files.createTempDirectory("canary");
    Path output = classes.resolve("javac.txt");
    List<String> command = command(processors, stubs, classes);
    files().forEach(file -> command.add(file.toString()));
    Process javac =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int status = javac.waitFor();
    List<String> found = diagnostics(Files.readString(output, StandardCharsets.UTF_8));
    if (status != 0 && found.isEmpty()) {
      throw new IllegalStateException("javac ended with " + status + " and said nothing of a file");
    }
    return found;
  }

  private static List<String> diagnostics(String output) {
    List<String> all = new ArrayList<>();
    for (String line : output.lines().toList()) {
      Matcher matcher = DIAGNOSTIC.matcher(line);
      if (matcher.matches()) {
        all.add(matcher.group(1) + ":" + matcher.group(2) + " " + matcher.group(3));
      } else if (OTHER_ERROR.matcher(line).matches()) {
        all.add(line);
      }
    }
    return all.stream().sorted().toList();
  }

  private List<String> command(List<String> processors, Path stubs, Path classes) {
    String classPath = System.getProperty("java.class.path");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
    EXPORTED.forEach(name ->
        command.add("-J--add-exports=jdk.compiler/com.sun.tools.javac." + name + "=ALL-UNNAMED"));
    command.add("-J--add-opens=jdk.compiler/com.sun.tools.javac.comp=ALL-UNNAMED");
    // A short run: less time in the compiler of the compiler.
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of("-XDrawDiagnostics", "-Xmaxerrs", "1000", "-Xmaxwarns", "1000"));
    command.addAll(List.of("-d", classes.toString(), "-classpath", classPath));
    command.addAll(List.of("-processorpath", classPath, "-Astubs=" + stubs));
    command.addAll(List.of("-processor", String.join(",", processors)));
    return command;
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      List<Path> files = paths.filter(path -> path.toString().endsWith(".java")).sorted().toList();
      if (files.isEmpty()) {
        throw new IOException(folder + ": expected a Java file, found none");
      }
      return files;
    }
  }
}
