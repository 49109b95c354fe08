package org.poolproof.specs.vectors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.poolproof.specs.faulty.Faults;

/** Writes all vectors but the recordings, and the manifest. */
public final class VectorWriter {
  private static final List<String> FOLDERS =
      List.of("contract", "structure", "placement", VersionTable.FOLDER);

  private VectorWriter() {}

  /** Takes no arguments, or words that the names of the vectors to be made must contain. */
  public static void main(String[] words) throws IOException {
    List<Vector> vectors = new ArrayList<>();
    RuleVectors.rules()
        .filter(rule -> isNamed(RuleVectors.name(rule), words))
        .map(RuleVectors::of)
        .forEach(placement -> addLevels(vectors, placement));
    Faults.all().stream()
        .filter(fault -> isNamed(FaultVectors.name(fault), words))
        .map(FaultVectors::of)
        .forEach(vectors::add);
    if (words.length == 0) {
      deleteOld();
    }
    if (isNamed(VersionTable.FOLDER, words)) {
      vectors.addAll(VersionTable.write());
    }
    for (Vector vector : vectors) {
      vector.write();
    }
    writeManifest(vectors, words.length == 0);
    System.out.println(vectors.size() + " vectors written");
  }

  private static boolean isNamed(String name, String[] words) {
    return words.length == 0 || Stream.of(words).anyMatch(name::contains);
  }

  private static void addLevels(List<Vector> vectors, Vector placement) {
    vectors.add(placement);
    vectors.add(Levels.structure(placement));
    if (!Levels.isRefusedBelow(placement)) {
      vectors.add(Levels.contract(placement));
    }
  }

  private static void deleteOld() throws IOException {
    for (String name : FOLDERS) {
      Path folder = Vector.FOLDER.resolve(name);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
      }
    }
  }

  /** The lines of {@code vectors}, behind those of all others that are kept. */
  private static void writeManifest(List<Vector> vectors, boolean areAll) throws IOException {
    Path manifest = Vector.FOLDER.resolve("MANIFEST");
    Set<String> names = vectors.stream().map(Vector::name).collect(Collectors.toSet());
    Stream<String> others =
        Files.readAllLines(manifest).stream()
            .filter(line -> !names.contains(line.replaceFirst("\\.script .*", "")))
            .filter(line -> !areAll || FOLDERS.stream().noneMatch(f -> line.startsWith(f + "/")));
    Map<Boolean, List<String>> lines =
        Stream.concat(others, vectors.stream().map(Vector::manifestLine))
            .collect(Collectors.partitioningBy(line -> line.contains(".script ")));
    List<String> text = new ArrayList<>(lines.get(false));
    lines.get(true).stream().sorted().forEach(text::add);
    Files.write(manifest, text);
  }
}
