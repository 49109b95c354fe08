package org.poolproof.house;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The rules on classes, by name. Each speaks of packages below a root, so that the same rule is
 * held against the product ({@code org.poolproof}) and against fixtures that break it.
 */
final class HouseRules {
  private static final Pattern VAGUE_CLASS = Pattern.compile(".*(Manager|Utils?|Helper)");
  private static final Pattern VAGUE_PACKAGE = Pattern.compile("(.*\\.)?(utils?|common)(\\..*)?");

  private HouseRules() {}

  /** A rule and the packages it is about: none of them may be empty when its sources are there. */
  record Rule(ArchRule rule, String scope) {}

  /** Every rule for the packages below this root. */
  static Map<String, Rule> below(String root) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    rules.put(
        "imports",
        new Rule(classes().that(Imports.below(root)).should(Imports.areInTheTable(root)), ""));
    rules.put("cycles", new Rule(slices().matching(root + ".(**)").should().beFreeOfCycles(), ""));
    rules.put("pureModel", new Rule(pureModel(root), "model"));
    rules.put("modelIsSilent", new Rule(modelIsSilent(root), "model"));
    rules.put("modelNeedsNothing", new Rule(needsNothing(root, "model"), "model"));
    rules.put("implNeedsNothing", new Rule(needsNothing(root, "impl"), "impl"));
    rules.put("foreignFunctions", new Rule(foreignFunctions(root), ""));
    rules.put("memoryAccess", new Rule(memoryAccess(root), "impl"));
    rules.put("vagueNames", new Rule(vagueNames(root), ""));
    rules.put("mutableStatics", new Rule(mutableStatics(root), ""));
    return rules;
  }

  private static ArchRule pureModel(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + ".model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.io..", "java.nio..", "java.time..", "java.lang.foreign..", "java.net..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.random..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom");
  }

  private static ArchRule modelIsSilent(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + ".model..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould(callMethod(System.class, "currentTimeMillis"))
        .orShould(callMethod(System.class, "nanoTime"))
        .orShould(callMethod(Math.class, "random"));
  }

  /** java.base, annotations and the module's own packages; impl also has its kinds of number. */
  private static ArchRule needsNothing(String root, String module) {
    return classes()
        .that()
        .resideInAPackage(root + "." + module + "..")
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "are in java.base, " + module + " or are annotations",
                type -> isAllowed(root, module, type.getBaseComponentType())));
  }

  private static boolean isAllowed(String root, String module, JavaClass type) {
    String name = type.getPackageName();
    return type.isPrimitive()
        || name.startsWith(root + "." + module)
        || (name.equals(root + ".types") && module.equals("impl"))
        || name.matches("org\\.checkerframework\\..*qual")
        || (name.matches("java\\..*") && isInJavaBase(type.getName()));
  }

  private static boolean isInJavaBase(String name) {
    try {
      Class<?> type = Class.forName(name, false, ClassLoader.getPlatformClassLoader());
      return type.getModule() == Object.class.getModule();
    } catch (ClassNotFoundException notOfTheJdk) {
      return false;
    }
  }

  private static ArchRule foreignFunctions(String root) {
    return noClasses()
        .that(Imports.below(root))
        .and()
        .resideOutsideOfPackages(
            root + ".impl.system..", root + ".impl.raw..", root + ".specs.subject..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.lang\\.foreign\\.(Linker|SymbolLookup|FunctionDescriptor)(\\$.*)?");
  }

  /** Reading and writing bytes; a segment may be passed about by everyone. */
  private static ArchRule memoryAccess(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + ".impl..")
        .and()
        .resideOutsideOfPackage(root + ".impl.memory..")
        .should()
        .callMethodWhere(
            DescribedPredicate.describe(
                "the target is an accessor of MemorySegment",
                call ->
                    call.getTargetOwner().getName().equals("java.lang.foreign.MemorySegment")
                        && call.getTarget()
                            .getName()
                            .matches(
                                "(get|set)(AtIndex|String)?|fill|copy(From)?|asByteBuffer|toArray|reinterpret|mismatch|(g|s)etUtf8String")))
        .orShould(
            dependOnClassesThat(
                DescribedPredicate.describe(
                    "are VarHandle", type -> type.getName().equals("java.lang.invoke.VarHandle"))));
  }

  private static ArchRule vagueNames(String root) {
    return classes()
        .that(Imports.below(root))
        .should(
            new ArchCondition<JavaClass>("have a name that says something") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                String place = type.getPackageName().substring(root.length() + 1);
                if (VAGUE_CLASS.matcher(type.getSimpleName()).matches()
                    || VAGUE_PACKAGE.matcher(place).matches()) {
                  String sentence = type.getName() + ": a name that says nothing";
                  events.add(SimpleConditionEvent.violated(type, sentence));
                }
              }
            });
  }

  private static ArchRule mutableStatics(String root) {
    return fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat(Imports.below(root))
        .should(
            new ArchCondition<JavaField>("be final and no public array") {
              @Override
              public void check(JavaField field, ConditionEvents events) {
                boolean synthetic = field.getModifiers().contains(JavaModifier.SYNTHETIC);
                boolean isFinal = field.getModifiers().contains(JavaModifier.FINAL);
                boolean open =
                    field.getRawType().isArray()
                        && !field.getModifiers().contains(JavaModifier.PRIVATE);
                if (!synthetic && (!isFinal || open)) {
                  String sentence = field.getFullName() + ": a static field that can change";
                  events.add(SimpleConditionEvent.violated(field, sentence));
                }
              }
            });
  }
}
