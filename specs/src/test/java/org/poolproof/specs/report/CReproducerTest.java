package org.poolproof.specs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.specs.script.Script;

class CReproducerTest {

  private static final Script SCRIPT =
      Scripts.of(
          "tiny:classes=2,blocks=2,pools=2,arenas=2,keep=none",
          "b0 = malloc 10",
          "b1 = calloc 2 4",
          "b0 = realloc b0 30",
          "b2 = malloc 40",
          "b2 = realloc b2 50",
          "b3 = raw malloc 7",
          "b4 = malloc 9223372036854775808",
          "free b1",
          "b1 = realloc null 0",
          "free b0",
          "free b2");

  @TempDir private Path folder;

  @BeforeEach
  void needsGcc() {
    assumeTrue(Program.exists("gcc"), "there is no gcc");
  }

  private Program run(String source, String... puppet) throws Exception {
    List<String> compile = new ArrayList<>(List.of("gcc", "-std=c11", "-O1", "-o", "reproducer"));
    compile.addAll(List.of("-Wall", "-Wextra", "-Werror", "reproducer.c"));
    Files.writeString(folder.resolve("reproducer.c"), source);
    for (String text : puppet) {
      Files.writeString(folder.resolve("puppet.c"), text);
      compile.addAll(List.of("-DWITH_LAYERS", "puppet.c"));
    }
    assertEquals(new Program(0, ""), Program.run(folder, compile));
    return Program.run(folder, List.of("./reproducer"));
  }

  private static String declarations(String source) {
    return source.substring(source.indexOf("enum domain"), source.indexOf("#ifdef WITH_LAYERS"));
  }

  private static String puppet(Script script, String source) {
    return Puppet.of(script, declarations(source));
  }

  private static String replaced(String text, String what, String by) {
    assertTrue(text.contains(what), () -> "no '" + what + "' in " + text);
    return text.replace(what, by);
  }

  @Test
  void cLibraryKeepsWhatAnyAllocatorOwes() throws Exception {
    Program program = run(Reproducer.of(SCRIPT, Reproducer.Language.C));
    assertEquals(
        "agrees: 11 operations, null or not, alignment, disjointness, all contents\n",
        program.output());
    assertEquals(0, program.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpython-3.12", "cpython-3.8", "cpython-3.9-i386", "tiny:arenas=3"})
  void soundAllocatorsAgreeOnWhatLivesAreMadeOf(String geometry) throws Exception {
    Script script =
        Scripts.of(Geometries.named(geometry), Scripts.random(geometry, geometry.length(), 300));
    String source = Reproducer.of(script, Reproducer.Language.C);
    assertEquals(0, run(source).status());
    Program withLayers = run(source, puppet(script, source));
    assertEquals(
        "agrees: 300 operations, every answer, every call below, all contents\n",
        withLayers.output());
    assertEquals(0, withLayers.status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "return malloc(size ? size : 1);|return size ? NULL : malloc(1);|a0+0x30",
        "return malloc(size ? size : 1);|return (char *)malloc(size + 8) + 8;|an aligned address",
        "return malloc(size ? size : 1);|static void *m; return m && size > 30 ? m : (m ="
            + " malloc(64));|memory that nobody has",
        "return realloc(block, size ? size : 1);|return malloc(size + !block);|every byte",
        "free(block);|if (block) abort();|Aborted",
      })
  void faultInWhatAnyAllocatorOwesIsFound(String what, String by, String said) throws Exception {
    String source = Reproducer.of(SCRIPT, Reproducer.Language.C);
    Program program = run(replaced(source, what, by));
    assertTrue(program.output().contains(said), program.output());
    assertEquals(1, program.status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "answer = a[0] + 64;|answer = a[0] + 80;|actual    a0+0x50",
        "raw_malloc(40u)|raw_malloc(41u)|expected  raw malloc 40",
        "below->raw_free(r[2] + 0);|;|actual    no further call",
        "answer = a[0] + 64;|below->raw_free(NULL);|actual    raw free null",
        "below->arena_free(a[0] + 0, 256)|below->arena_free(a[0] + 0, 255)|arena free a0 256",
        "memmove(answer, block, 10);|memset(answer, 1, 10);|every byte as it was written",
        "answer = NULL;|answer = (char *)48;|expected  null\n  actual    0x30",
      })
  void faultInPlacesOrCallsIsFound(String what, String by, String said) throws Exception {
    String source = Reproducer.of(SCRIPT, Reproducer.Language.C);
    String faulty = replaced(puppet(SCRIPT, source), what, by);
    Program program = run(source, faulty);
    assertTrue(program.output().startsWith("differs at operation "), program.output());
    assertTrue(program.output().contains(said), program.output());
    assertEquals(1, program.status());
  }

  @Test
  void scriptInWhichEverythingIsRefusedNeedsNoRegion() throws Exception {
    Script script = Scripts.of("cpython-3.9", "b0 = malloc 9223372036854775808", "free b0");
    String source = Reproducer.of(script, Reproducer.Language.C);
    assertEquals(0, run(source).status());
    assertEquals(0, run(source, puppet(script, source)).status());
  }

  @Test
  void wordTooManyIsRefused() throws Exception {
    run(Reproducer.of(SCRIPT, Reproducer.Language.C));
    Program program = Program.run(folder, List.of("./reproducer", "x"));
    assertEquals(new Program(2, "usage: ./reproducer\n"), program);
  }
}
