package org.poolproof.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule on classes holds of the product, and a fixture breaks it. */
class HouseRulesTest {
  private static final String ROOT = "org.poolproof";
  private static final String BROKEN = "org.poolproof.house.broken.";

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  static Set<String> names() {
    return HouseRules.below(ROOT).keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void holds(String name) {
    HouseRules.Rule rule = HouseRules.below(ROOT).get(name);
    // A rule may find nothing to look at only while there is no source that it is about.
    rule.rule().allowEmptyShould(!hasSources(rule.scope())).check(PRODUCT);
  }

  /** Each line: the rule, the fixture package that breaks it, the class that must be named. */
  @ParameterizedTest
  @CsvSource({
    "imports,              imports,    model.geometry.Early",
    "imports,              unlisted,   elsewhere.Nowhere",
    "imports,              modules,    model.geometry.KnowsImpl",
    "imports,              modules,    impl.memory.KnowsModel",
    "imports,              modules,    specs.script.KnowsCommand",
    "cycles,               cycles,     model.geometry.Hen",
    "pureModel,            pure,       model.geometry.Reads",
    "pureModel,            pure,       model.geometry.Rolls",
    "pureModel,            pure,       model.geometry.Maps",
    "pureModel,            pure,       model.geometry.Waits",
    "modelIsSilent,        silent,     model.geometry.Prints",
    "modelIsSilent,        silent,     model.geometry.Times",
    "modelNeedsNothing,    needs,      model.geometry.Needs",
    "modelNeedsNothing,    needs,      model.geometry.Logs",
    "implNeedsNothing,     needs,      impl.layout.Needs",
    "foreignFunctions,     foreign,    impl.pymalloc.Calls",
    "memoryAccess,         access,     impl.pymalloc.Pokes",
    "vagueNames,           vague,      model.geometry.PoolManager",
    "vagueNames,           vague,      model.geometry.PoolUtil",
    "vagueNames,           vague,      model.geometry.PoolHelper",
    "vagueNames,           vague,      model.util.Pool",
    "mutableStatics,       statics,    model.geometry.Counts",
    "mutableStatics,       statics,    model.geometry.Shares",
  })
  void canFail(String name, String fixture, String culprit) {
    String root = BROKEN + fixture;
    JavaClasses classes = new ClassFileImporter().importPackages(root);
    assertTrue(classes.contain(root + "." + culprit), "no fixture " + root + "." + culprit);
    AssertionError refused =
        assertThrows(
            AssertionError.class, () -> HouseRules.below(root).get(name).rule().check(classes));
    assertTrue(refused.getMessage().contains(root + "." + culprit), refused.getMessage());
  }

  @Test
  void everyRuleHasAFixtureThatBreaksIt() throws Exception {
    CsvSource lines =
        HouseRulesTest.class
            .getDeclaredMethod("canFail", String.class, String.class, String.class)
            .getAnnotation(CsvSource.class);
    Set<String> broken =
        Stream.of(lines.value())
            .map(line -> line.substring(0, line.indexOf(',')).strip())
            .collect(Collectors.toSet());
    assertEquals(names(), broken);
  }

  @ParameterizedTest
  @MethodSource("names")
  void aRuleWithoutClassesFailsOnceThereAreSources(String name) {
    JavaClasses none = new ClassFileImporter().importPackages("org.poolproof.nothing");
    HouseRules.Rule rule = HouseRules.below(ROOT).get(name);
    assertThrows(AssertionError.class, () -> rule.rule().check(none));
  }

  /** The class files that the rules read are those of all the sources, none left out. */
  @Test
  void everySourceIsLookedAt() {
    Path root = Sources.root();
    List<Path> main =
        Sources.folders(root).stream().filter(folder -> folder.endsWith("src/main/java")).toList();
    assertEquals(4, main.size(), main.toString());
    for (Path folder : main) {
      for (Path file : Sources.files(List.of(folder))) {
        String name = folder.relativize(file).toString().replace('/', '.').replace(".java", "");
        assertTrue(
            name.endsWith("package-info") || PRODUCT.contain(name), file + ": no class " + name);
      }
    }
  }

  @Test
  void theTableNamesThePackagesOfTheDesign() {
    assertTrue(
        Imports.packages().containsAll(List.of("model.geometry", "impl.census", "specs.cli")));
    assertFalse(Imports.packages().contains("util"));
  }

  private static boolean hasSources(String scope) {
    String path = "org/poolproof/" + scope;
    return Sources.folders(Sources.root()).stream()
        .filter(folder -> folder.endsWith("src/main/java"))
        .map(folder -> folder.resolve(path))
        .filter(Files::isDirectory)
        .flatMap(folder -> Sources.files(List.of(folder)).stream())
        .anyMatch(file -> !file.endsWith("package-info.java"));
  }
}
