package org.poolproof.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule on text holds of all sources of the project, and a small file breaks it. */
class SourceRulesTest {
  private static final List<Path> FILES = Sources.files(Sources.folders(Sources.root()));

  @TempDir private Path folder;

  @Test
  void everyModuleIsRead() {
    for (String module :
        List.of(
            "specs/types",
            "model",
            "impl",
            "specs/src/main",
            "specs/src/test",
            "specs/src/bench")) {
      Path part = Sources.root().resolve(module);
      assertTrue(FILES.stream().anyMatch(file -> file.startsWith(part)), "no Java file in " + part);
    }
  }

  @Test
  void everyFileIsFormatted() throws Exception {
    assertNone(unformatted(FILES), "; mvn -q -Pformat rewrites them");
  }

  @Test
  void anUnformattedFileIsFound() throws Exception {
    Path bad = write("Bad.java", "class  Bad { int x ; }\n");
    Path good = write("Good.java", "class Good {}\n");
    assertEquals(1, unformatted(List.of(bad, good)).size());
    assertTrue(unformatted(List.of(bad, good)).getFirst().contains("Bad.java:1:"));
  }

  @Test
  void anUnusedImportIsFound() throws Exception {
    Path bad = write("Bad.java", "import java.util.List;\n\nclass Bad {}\n");
    assertEquals(1, unformatted(List.of(bad)).size());
  }

  @Test
  void aFileThatIsNotJavaIsNamed() throws Exception {
    Path bad = write("Bad.java", "class {");
    FormatterException refused =
        assertThrows(FormatterException.class, () -> unformatted(List.of(bad)));
    assertTrue(refused.getMessage().contains("Bad.java"), refused.getMessage());
  }

  @Test
  void noFileIsTooLong() throws Exception {
    assertNone(SourceRules.longFiles(FILES), "");
  }

  @Test
  void aLongFileIsFound() throws Exception {
    Path fits = write("Fits.java", "\n".repeat(SourceRules.FILE_LINES));
    Path bad = write("Bad.java", "\n".repeat(SourceRules.FILE_LINES + 1));
    assertEquals(
        List.of(bad + ":301: a file of 301 lines, expected at most 300"),
        SourceRules.longFiles(List.of(fits, bad)));
  }

  @Test
  void noMethodIsTooLong() throws Exception {
    assertNone(SourceRules.longMethods(FILES), "");
  }

  @Test
  void aLongMethodIsFound() throws Exception {
    String lines = "    x++;\n".repeat(SourceRules.METHOD_LINES - 2);
    Path fits = write("Fits.java", "class Fits {\n  void m() {\n" + lines + "  }\n}\n");
    Path bad = write("Bad.java", "class Bad {\n  void m() {\n" + lines + "    x++;\n  }\n}\n");
    assertEquals(
        List.of(bad + ":2: method m of 46 lines, expected at most 45"),
        SourceRules.longMethods(List.of(fits, bad)));
  }

  @Test
  void everyPackageSaysWhatItIs() {
    assertNone(SourceRules.withoutPackageInfo(Sources.folders(Sources.root())), "");
  }

  @Test
  void aPackageThatSaysNothingIsFound() throws Exception {
    write("Alone.java", "class Alone {}\n");
    assertEquals(1, SourceRules.withoutPackageInfo(List.of(folder)).size());
    write("package-info.java", "/** Says it. */\n");
    assertEquals(List.of(), SourceRules.withoutPackageInfo(List.of(folder)));
  }

  /** The unformatted files, at the first line that differs. */
  private static List<String> unformatted(List<Path> files) throws IOException, FormatterException {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      String text = Files.readString(file);
      String expected = Format.formatted(file, text);
      if (!text.equals(expected)) {
        found.add(file + ":" + firstDifference(text, expected) + ": not formatted");
      }
    }
    return found;
  }

  private static int firstDifference(String text, String expected) {
    List<String> left = text.lines().toList();
    List<String> right = expected.lines().toList();
    int line = 0;
    while (line < Math.min(left.size(), right.size()) && left.get(line).equals(right.get(line))) {
      line++;
    }
    return line + 1;
  }

  private static void assertNone(List<String> found, String advice) {
    assertTrue(found.isEmpty(), found.size() + " found" + advice + "\n" + String.join("\n", found));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
