package org.poolproof.specs.cli;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.poolproof.model.geometry.ArenaSlots;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.GeometryRefused;
import org.poolproof.specs.check.Check;
import org.poolproof.specs.check.CheckResult;
import org.poolproof.specs.check.Counterexample;
import org.poolproof.specs.lockstep.Compared;
import org.poolproof.specs.scenario.Campaign;
import org.poolproof.specs.script.Level;

/** Two geometries that differ in one parameter are told apart, whichever it is. */
class AgainstProperties {

  private static final int OPERATIONS = 400_000;

  private static final Map<String, List<String>> VALUES = values();

  private static Map<String, List<String>> values() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put("classes", List.of("2", "3", "4"));
    values.put("blocks", List.of("2", "3", "4"));
    values.put("pools", List.of("2", "3", "4"));
    values.put("arenas", List.of("1", "2", "3", "4"));
    values.put("base", List.of("arena", "pool", "none", "mixed"));
    values.put("word", List.of("4", "8"));
    values.put("alignment", List.of("8", "16"));
    values.put("index", List.of("table", "radix"));
    values.put("radix", List.of("1/1/1", "2/1/2", "1/2/1", "0/0/3"));
    values.put("records", List.of("1", "2", "3"));
    values.put("keep", List.of("last", "none"));
    values.put("raw", List.of("0", "1", "2"));
    return values;
  }

  private static Optional<Geometry> geometry(Map<String, String> parameters) {
    List<String> pairs = new ArrayList<>();
    parameters.forEach((key, value) -> {
      boolean applies = !key.equals("radix") || "radix".equals(parameters.get("index"));
      if (applies) {
        pairs.add(key + "=" + value);
      }
    });
    try {
      return Optional.of(Geometries.named("tiny:" + String.join(",", pairs)));
    } catch (GeometryRefused refused) {
      return Optional.empty();
    }
  }

  /** A single slot is the last one too: mixed and none are two words for it. */
  private static boolean areAlike(Geometry one, Geometry another) {
    return one.slots().count() == 1
        && another.slots().count() == 1
        && one.slots().base() != another.slots().base()
        && one.slots().base().compareTo(ArenaSlots.Base.NONE) >= 0
        && another.slots().base().compareTo(ArenaSlots.Base.NONE) >= 0;
  }

  private static String other(String value, List<String> values, Random random) {
    List<String> others = values.stream().filter(each -> !each.equals(value)).toList();
    return others.get(random.nextInt(others.size()));
  }

  @Property(tries = 150)
  void oneParameterTellsThemApart(@ForAll long seed) {
    Random random = new Random(seed);
    Map<String, String> parameters = new LinkedHashMap<>();
    VALUES.forEach((key, values) -> parameters.put(key, values.get(random.nextInt(values.size()))));
    String changed = List.copyOf(VALUES.keySet()).get(random.nextInt(VALUES.size()));
    Optional<Geometry> one = geometry(parameters);
    parameters.put(changed, other(parameters.get(changed), VALUES.get(changed), random));
    Optional<Geometry> another = geometry(parameters);
    Assume.that(one.isPresent() && another.isPresent() && !one.equals(another));
    Assume.that(!areAlike(one.get(), another.get()));
    NamedContestants contestants =
        new NamedContestants(
            new Subjects(new PortOptions()),
            SubjectName.parse("model@" + one.get().name()),
            SubjectName.parseReference("model@" + another.get().name()));
    Campaign campaign = new Campaign(List.of(another.get()), 1, OPERATIONS);
    CheckResult result = Check.run(campaign, contestants, count -> true);
    assertNotNull(result.failure(), one + " and " + another);
    Counterexample example =
        Counterexample.of(
            result.failure(), contestants, EnumSet.allOf(Compared.class), Level.PLACEMENT);
    assertNotNull(
        contestants
            .trial(another.get(), Level.PLACEMENT, EnumSet.allOf(Compared.class))
            .run(example.shrunk().instructions()));
  }
}
