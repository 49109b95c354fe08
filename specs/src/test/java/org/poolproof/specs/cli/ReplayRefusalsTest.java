package org.poolproof.specs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.specs.lockstep.Recordings;

/** {@code poolproof replay}: what it refuses, and that it leaves nothing behind then. */
class ReplayRefusalsTest {

  private static final String GOOD = Recordings.golden("3.12.1", 200);

  @TempDir Path folder;

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    return file.toString();
  }

  private String good() throws IOException {
    return file("good.txt", GOOD);
  }

  /** The recording with another answer in its seventh line. */
  private String bad() throws IOException {
    return file("bad.txt", GOOD.replaceFirst("\nm 1 342 p\\+4030\n", "\nm 1 342 p+4040\n"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void assertRefused(Ran ran, String... words) {
    assertEquals(2, ran.status(), ran.toString());
    assertFalse(ran.errors().contains("\tat "), ran.errors());
    for (String word : words) {
      assertTrue(ran.errors().contains(word), ran.errors());
    }
  }

  @Test
  void missingSpoiltAndUnreadableFilesAreRefusedWithTheirPlace() throws IOException {
    String missing = folder.resolve("missing").toString();
    assertRefused(Ran.with("replay", missing), missing, "found no such file", "expected");
    assertRefused(Ran.with("replay", folder.toString()), "MANIFEST", "expected");
    assertRefused(Ran.with("replay", file("empty", "")), "empty:1:1: found end of file, expected");
    String random = file("random", "\u0000\u00ff\u0017random");
    assertRefused(Ran.with("replay", random), "random:1:1: found a NUL byte, expected");
    String cut = file("cut", GOOD.substring(0, GOOD.length() / 2));
    assertRefused(Ran.with("replay", cut), "cut:", "found end of file", "expected");
    String version = file("version", GOOD.replace("golden 1;", "golden 2;"));
    assertRefused(Ran.with("replay", version), "version:1:19: found '2'", "expected version '1;'");
    String python = file("python", GOOD.replace("CPython 3.12.1", "CPython 3.99.1"));
    assertRefused(Ran.with("replay", python), "python:1:", "3.99.1");
    String word = file("word", GOOD.replace("\nm 1 342 ", "\nm one 342 "));
    assertRefused(Ran.with("replay", word), "word:7:3: found 'one', expected");
    String oversized = file("oversized", GOOD.replace("\nm 1 342", "\nm 1 " + "9".repeat(70000)));
    assertRefused(Ran.with("replay", oversized), "oversized:7:");
    String half = file("half.gz", "\u001f\u008b\u0008\u0000");
    assertRefused(Ran.with("replay", half), "half.gz: found", "gzip");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--geometry nowhere",
        "--geometry tiny:blocks=1",
        "--geometry tiny:pools=1",
        "--geometry tiny:word=5",
        "--on nobody",
        "--on model@nowhere",
        "--on model@tiny:blocks=1",
        "--level low",
        "--operations -1",
        "--operations many",
        "--seed x",
        "--frobnicate",
        "--out nowhere/at/all",
        "--json nowhere/at/all.json",
        "--json /",
        "--json /dev/null",
        "--json",
      })
  void impossibleOptionIsRefusedBeforeAnythingIsRead(String option) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("replay", good()));
    arguments.addAll(List.of(option.split(" ")));
    Ran ran = Ran.with(arguments.toArray(String[]::new));
    assertRefused(ran);
    assertFalse(ran.errors().isBlank());
    assertEquals("", ran.output());
    assertEquals(List.of("good.txt"), names());
  }

  @Test
  void missingAndUnknownVerbsAreRefused() {
    assertRefused(Ran.with(), "Missing verb", "replay");
    assertRefused(Ran.with("frobnicate"), "frobnicate");
    assertRefused(Ran.with("replay"), "FILE");
  }

  @Test
  void nothingIsWrittenWhenOneFileCannotBeRead() throws IOException {
    Path json = folder.resolve("report.json");
    String missing = folder.resolve("missing").toString();
    String out = folder.toString();
    Ran ran = Ran.with("replay", bad(), missing, "--json", json.toString(), "--out", out);
    assertRefused(ran, missing);
    assertEquals(List.of("bad.txt"), names());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "none.txt\n", "../good.txt\n", "a\u0000b\n", "\u00ff"})
  void manifestOfNothingThatIsThereIsRefused(String text) throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    good();
    Files.writeString(inner.resolve("MANIFEST"), text, StandardCharsets.ISO_8859_1);
    assertRefused(Ran.with("replay", inner.toString()), "MANIFEST", "expected");
  }

  @Test
  void reportThatWouldDestroyARecordingIsRefused() throws IOException {
    String good = good();
    file("MANIFEST", "good.txt\n");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of(good));
    assertRefused(Ran.with("replay", good, "--json", good), "--json", "is read too");
    assertRefused(Ran.with("replay", good, "--json", link.toString()), "--json", "is read too");
    assertRefused(Ran.with("replay", folder.toString(), "--json", good), "--json", "is read too");
    assertEquals(GOOD, Files.readString(Path.of(good)));
  }
}
