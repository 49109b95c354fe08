package org.poolproof.house;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may import whom: the one table. A package that is in no row of its own belongs to the nearest
 * row above it; a package without any row is refused.
 */
final class Imports {
  /**
   * Left: the package. Right: what it may import besides itself; {@code x..} is x and all below.
   */
  private static final String TABLE =
      """
      types                    :
      types.checker            : types

      model                    : model.geometry model.operation model.pymalloc.. model.domain
      model.geometry           :
      model.operation          : model.geometry
      model.pymalloc.state     : model.geometry
      model.pymalloc.rule      : model.geometry model.operation model.pymalloc.state
      model.pymalloc.invariant : model.geometry model.pymalloc.state model.pymalloc.rule
      model.pymalloc.statistics : model.geometry model.pymalloc.state
      model.pymalloc           : model.geometry model.operation model.pymalloc..
      model.domain             : model.geometry model.operation model.pymalloc..
      model.contract           : model.geometry model.operation

      impl                     :
      impl.memory              : types
      impl.layout              : types impl.memory
      impl.system              : types impl.memory impl.layout
      impl.raw                 : types impl.memory impl.layout
      impl.pymalloc            : types impl.memory impl.layout impl.system impl.raw impl.census
      impl.domain              : types impl.memory impl.layout impl.system impl.raw impl.pymalloc
      impl.census              : types impl.memory impl.layout

      specs                    :
      specs.launch             :
      specs.script             : types model..
      specs.subject            : types model.. specs.script
      specs.subject.impl       : types model.. impl.. specs.script specs.subject
      specs.subject.jvm        : types model.. specs.script specs.subject
      specs.subject.port       : types model.. specs.script specs.subject specs.subject.jvm
      specs.scenario           : types model.. specs.script specs.subject
      specs.lockstep           : types model.. specs.script specs.subject specs.subject.jvm specs.subject.port
      specs.shrink             : types model.. specs.script specs.subject specs.scenario specs.lockstep
      specs.check              : types model.. specs.script specs.subject specs.subject.port specs.scenario specs.lockstep specs.shrink
      specs.explore            : types model.. impl.. specs.script specs.subject specs.subject.impl specs.scenario specs.lockstep
      specs.proof              : types model.. impl.. specs.script specs.subject specs.subject.impl specs.scenario specs.lockstep
      specs.tck                : types model.. specs.script specs.subject.. specs.scenario specs.lockstep specs.shrink specs.check specs.explore specs.proof
      specs.report             : types model.. specs.script specs.subject specs.scenario specs.lockstep specs.shrink specs.check specs.explore specs.proof
      specs.cli                : types model.. specs.script specs.subject.. specs.scenario specs.lockstep specs.shrink specs.check specs.explore specs.proof specs.tck specs.report
      """;

  private static final Map<String, Set<String>> ROWS = rows();

  private Imports() {}

  /** The packages that have a row. */
  static Set<String> packages() {
    return new TreeSet<>(ROWS.keySet());
  }

  /** Every import between packages below the root is in the table. */
  static ArchCondition<JavaClass> areInTheTable(String root) {
    return new ArchCondition<>("import only what the table in Imports.java allows") {
      @Override
      public void check(JavaClass from, ConditionEvents events) {
        String row = rowOf(relative(root, from));
        if (row == null) {
          String sentence =
              from.getName() + ": its package has no row in the table of Imports.java";
          events.add(SimpleConditionEvent.violated(from, sentence));
          return;
        }
        for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
          JavaClass to = dependency.getTargetClass().getBaseComponentType();
          if (isBelow(root, to) && !allows(row, relative(root, to))) {
            String sentence = row + " may not import " + relative(root, to) + ": ";
            events.add(SimpleConditionEvent.violated(from, sentence + dependency.getDescription()));
          }
        }
      }
    };
  }

  /** True of classes in packages below the root. */
  static DescribedPredicate<JavaClass> below(String root) {
    return DescribedPredicate.describe("below " + root, type -> isBelow(root, type));
  }

  private static boolean allows(String row, String target) {
    String targetRow = rowOf(target);
    if (targetRow == null) {
      return false;
    }
    return row.equals(targetRow)
        || ROWS.getOrDefault(row, Set.of()).stream().anyMatch(entry -> covers(entry, targetRow));
  }

  private static boolean covers(String entry, String row) {
    if (entry.endsWith("..")) {
      String top = entry.substring(0, entry.length() - 2);
      return row.equals(top) || row.startsWith(top + ".");
    }
    return entry.equals(row);
  }

  /**
   * The longest row that is the package or above it; the rows of the modules only by themselves.
   */
  private static String rowOf(String name) {
    for (String row = name; row.contains("."); row = row.substring(0, row.lastIndexOf('.'))) {
      if (ROWS.containsKey(row)) {
        return row;
      }
    }
    return ROWS.containsKey(name) ? name : null;
  }

  private static boolean isBelow(String root, JavaClass type) {
    return type.getPackageName().startsWith(root + ".");
  }

  private static String relative(String root, JavaClass type) {
    return type.getPackageName().substring(root.length() + 1);
  }

  private static Map<String, Set<String>> rows() {
    Map<String, Set<String>> rows = new HashMap<>();
    for (String line : TABLE.lines().filter(text -> !text.isBlank()).toList()) {
      List<String> sides = Arrays.stream(line.split(":", 2)).map(String::strip).toList();
      Set<String> allowed = new TreeSet<>(Arrays.asList(sides.get(1).split("\\s+")));
      allowed.remove("");
      rows.put(sides.get(0), allowed);
    }
    return rows;
  }
}
