package org.poolproof.specs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.Step;

class ReproducerTest {

  private static final String HEAD = "# poolproof 1; geometry cpython-3.9; below recorded\n";

  private static List<Region> regions(String lines) {
    Script script = Scripts.read(HEAD + lines);
    return Region.of(script.statements().stream().map(ReproducerTest::step).toList());
  }

  private static Step step(Statement statement) {
    return (Step) statement;
  }

  @ParameterizedTest
  @EnumSource(Reproducer.Language.class)
  void everyLineOfTheScriptIsInTheSource(Reproducer.Language language) {
    Script script = Scripts.of("cpython-3.12", "b0 = malloc 48", "free b0");
    String source = Reproducer.of(script, language);
    script.text().lines().skip(1).forEach(line -> assertTrue(source.contains(line), line));
    assertTrue(source.contains("cpython-3.12"));
    assertFalse(source.matches("(?s).*@[a-z]+@.*"));
    assertTrue(source.chars().allMatch(c -> c == '\n' || (c >= ' ' && c <= '~')));
  }

  @ParameterizedTest
  @EnumSource(Reproducer.Language.class)
  void languagesAreNamedAsTheyAreSpelled(Reproducer.Language language) {
    assertEquals(language, Reproducer.Language.named(language.toString()));
    assertEquals(null, Reproducer.Language.named(language.name()));
  }

  @Test
  void scriptThatDoesNotSayEverythingIsRefused() {
    Script silent = Scripts.read("# poolproof 1; geometry cpython-3.9\nb0 = malloc 1\n");
    Script idle = Scripts.read(HEAD);
    Script open = Scripts.read(HEAD + "b0 = malloc 1\n  arena 262144 -> a0\n");
    for (Script script : List.of(silent, idle, open)) {
      assertThrows(
          IllegalArgumentException.class, () -> Reproducer.of(script, Reproducer.Language.C));
    }
  }

  @Test
  void grantsThatLieNearTogetherAreInOneRegion() {
    assertEquals(
        List.of(new Region(new Address(0), 2 << 20)),
        regions(
            "b0 = raw malloc 8\n  raw malloc 8 -> 0x10\nb1 = raw malloc 8\n"
                + "  raw malloc 8 -> 0x1ffff0\n"));
  }

  @Test
  void grantsThatLieFarApartAreInRegionsOfTheirOwn() {
    assertEquals(
        List.of(
            new Region(new Address(0), 1 << 20),
            new Region(new Address(0x7f00_0000_0000L), 2 << 20)),
        regions(
            "b0 = malloc 8\n  raw realloc null 768 -> 0x10\n"
                + "  arena 1048576 -> 0x7f0000004000\n"));
  }

  @Test
  void scriptWithoutGrantsHasNoRegion() {
    assertEquals(List.of(), regions("b0 = raw malloc 8 -> null\n  raw malloc 8 -> null\n"));
  }
}
