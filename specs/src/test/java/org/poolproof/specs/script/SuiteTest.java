package org.poolproof.specs.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A manifest names the files of its folder, in its order, and no others. */
class SuiteTest {

  @TempDir Path folder;

  @BeforeEach
  void writeFiles() throws IOException {
    for (String name : List.of("suite/part/one.txt", "suite/two.txt", "outside.txt")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "");
    }
  }

  private List<Path> files(String manifest) throws IOException, Unreadable {
    return files(manifest.getBytes(StandardCharsets.UTF_8));
  }

  private List<Path> files(byte[] manifest) throws IOException, Unreadable {
    Files.write(folder.resolve("suite/MANIFEST"), manifest);
    return Suite.files(folder.resolve("suite"));
  }

  private String refusal(byte[] manifest) {
    String message = assertThrows(Unreadable.class, () -> files(manifest)).getMessage();
    return message.replace(folder + "/", "");
  }

  private String refusal(String manifest) {
    return refusal(manifest.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void filesComeInTheOrderOfTheManifest() throws IOException, Unreadable {
    assertEquals(
        List.of(folder.resolve("suite/two.txt"), folder.resolve("suite/part/one.txt")),
        files("# what\n\n  two.txt\tshows two\n#part\npart/../part/one.txt   shows one\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none.txt", "part", "../outside.txt", "part/../../outside.txt"})
  void nameOfNoFileBelowTheFolderIsRefusedAtItsLine(String name) {
    assertEquals(
        "suite/MANIFEST:3:1: found '" + name + "', expected a file below suite",
        refusal("# what\ntwo.txt\n" + name + " shows nothing\ntwo.txt\n"));
  }

  @Test
  void nameThatNoFileCanHaveIsRefused() {
    assertEquals(
        "suite/MANIFEST:1:1: found a name that no file can have, expected a file below suite",
        refusal("a\0b\n"));
  }

  @Test
  void manifestThatNamesNothingIsRefused() {
    assertEquals("suite/MANIFEST: found no file, expected at least one", refusal("# what\n"));
  }

  @Test
  void manifestThatIsNoTextIsRefused() {
    assertEquals(
        "suite/MANIFEST: found an input that fails, expected lines of UTF-8 text",
        refusal(new byte[] {(byte) 0xff, '\n'}));
  }

  @Test
  void folderWithoutManifestIsRefused() {
    assertEquals(
        folder + ": found a folder without a MANIFEST, expected a file, or a folder with one",
        assertThrows(Unreadable.class, () -> Suite.files(folder)).getMessage());
  }
}
