package org.poolproof.model.pymalloc.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;

/** Which rules a geometry has; that it has no others is shown by {@link RuleCoverageTest}. */
class RuleTest {
  private static final Set<Rule> OF_TREES =
      EnumSet.of(Rule.ARENA_MARKED, Rule.SECOND_FRAME_MARKED, Rule.MARKS_CLEARED);
  private static final Set<Rule> OF_NODES =
      EnumSet.of(
          Rule.ARENA_NOT_MARKED,
          Rule.MIDDLE_NODE_CREATED,
          Rule.MIDDLE_NODE_REFUSED,
          Rule.BOTTOM_NODE_CREATED,
          Rule.BOTTOM_NODE_REFUSED,
          Rule.FIRST_MARK_UNDONE);
  private static final Set<Rule> OF_VERSIONS =
      EnumSet.of(
          Rule.MEM_PASSED_TO_RAW,
          Rule.REALLOC_FOREIGN_TO_ZERO,
          Rule.REALLOC_FOREIGN_STAYS,
          Rule.LAST_ARENA_KEPT);

  private static boolean has(String geometry, Rule rule) {
    return Rule.of(Geometries.named(geometry)).contains(rule);
  }

  @ParameterizedTest
  @CsvSource({
    "cpython-2.7,       'MEM_PASSED_TO_RAW REALLOC_FOREIGN_TO_ZERO REALLOC_FOREIGN_STAYS'",
    "cpython-3.6,       'REALLOC_FOREIGN_TO_ZERO REALLOC_FOREIGN_STAYS'",
    "cpython-3.7,       ''",
    "cpython-3.8,       ''",
    "cpython-3.9,       LAST_ARENA_KEPT",
    "cpython-3.10,      LAST_ARENA_KEPT",
    "cpython-3.11,      LAST_ARENA_KEPT",
    "cpython-3.12,      LAST_ARENA_KEPT",
    "cpython-3.13,      LAST_ARENA_KEPT",
    "cpython-3.9-i386,  LAST_ARENA_KEPT",
    "cpython-3.11-i386, LAST_ARENA_KEPT",
    "founding-64,       ''",
  })
  void presetHasEveryRuleButThoseOfOtherVersions(String name, String ofVersion) {
    Set<Rule> expected = EnumSet.allOf(Rule.class);
    expected.removeAll(OF_VERSIONS);
    expected.removeAll(OF_TREES);
    expected.removeAll(OF_NODES);
    if (name.matches("cpython-3\\.1[0-3].*")) {
      expected.addAll(OF_TREES);
    }
    if (name.matches("cpython-3\\.1[0-3]")) {
      expected.addAll(OF_NODES);
    }
    Arrays.stream(ofVersion.split(" "))
        .filter(rule -> !rule.isEmpty())
        .forEach(rule -> expected.add(Rule.valueOf(rule)));
    assertEquals(expected, Rule.of(Geometries.named(name)));
  }

  /** Of a tiny geometry: which of the rules that depend on its sizes it has. */
  @ParameterizedTest
  @CsvSource({
    "BLOCK_CARVED,        blocks=3,                     true",
    "BLOCK_CARVED,        blocks=2,                     false",
    "POOL_STAYS,          blocks=3,                     true",
    "POOL_STAYS,          blocks=2,                     false",
    "TABLE_DOUBLED,       'arenas=2,records=2',         true",
    "TABLE_DOUBLED,       'arenas=2,records=3',         false",
    "ARENA_ALIGNED,       base=arena,                   true",
    "ARENA_ALIGNED,       base=pool,                    true",
    "ARENA_ALIGNED,       base=none,                    false",
    "ARENA_ALIGNED,       'base=mixed,arenas=2',        true",
    "ARENA_ALIGNED,       'base=mixed,arenas=1',        false",
    "ARENA_UNALIGNED,     base=arena,                   false",
    "ARENA_UNALIGNED,     base=pool,                    false",
    "ARENA_UNALIGNED,     base=none,                    true",
    "ARENA_UNALIGNED,     'base=mixed,arenas=1',        true",
    "ARENA_GIVEN_BACK,    'arenas=1,keep=last',         false",
    "ARENA_GIVEN_BACK,    'arenas=1,keep=none',         true",
    "ARENA_GIVEN_BACK,    'arenas=2,keep=last',         true",
    "MARKS_CLEARED,       'arenas=1,keep=last,index=radix', false",
    "MARKS_CLEARED,       'arenas=1,keep=none,index=radix', true",
    "MARKS_CLEARED,       'arenas=2,keep=last,index=radix', true",
    "MARKS_CLEARED,       'arenas=2,keep=last',         false",
    "ARENA_MOVED,         'arenas=2,pools=3',           true",
    "ARENA_MOVED,         'arenas=1,pools=3',           false",
    "ARENA_MOVED,         'arenas=2,pools=2',           false",
    "ARENA_MOVED,         'arenas=2,pools=3,base=none', false",
    "ARENA_MOVED,         'arenas=2,pools=4,base=none', true",
    "ARENA_MOVED,         'arenas=2,pools=3,base=mixed', true",
    "ARENA_STAYS,         'pools=2,keep=last',          true",
    "ARENA_STAYS,         'pools=2,keep=none',          false",
    "ARENA_STAYS,         'pools=3,keep=none',          true",
    "ARENA_STAYS,         'pools=3,keep=none,base=none', false",
    "ARENA_STAYS,         'pools=3,keep=none,base=mixed,arenas=1', false",
    "LAST_ARENA_KEPT,     keep=last,                    true",
    "LAST_ARENA_KEPT,     keep=none,                    false",
    "ARENA_MARKED,        index=radix,                  true",
    "ARENA_MARKED,        index=table,                  false",
    "ARENA_NOT_MARKED,    'index=radix,radix=0/0/3',    false",
    "MIDDLE_NODE_CREATED, 'index=radix',                true",
    "SECOND_FRAME_MARKED, 'index=radix,base=arena',     false",
    "SECOND_FRAME_MARKED, 'index=radix,base=pool',      true",
    "SECOND_FRAME_MARKED, 'index=radix,base=mixed',     true",
    "SECOND_FRAME_MARKED, 'index=table,base=pool',      false",
    "FIRST_MARK_UNDONE,   'index=radix,base=arena',     false",
    "FIRST_MARK_UNDONE,   'index=radix,base=pool',      true",
    "FIRST_MARK_UNDONE,   'index=radix,base=none',      true",
    "FIRST_MARK_UNDONE,   'index=table,base=pool',      false",
    "FIRST_MARK_UNDONE,   'index=radix,base=pool,radix=0/0/3', false",
    "FIRST_MARK_UNDONE,   'index=radix,base=mixed,radix=0/0/3,arenas=1', false",
    "FIRST_MARK_UNDONE,   'index=radix,base=mixed,arenas=1', true",
    "FIRST_MARK_UNDONE,   'index=radix,base=mixed,arenas=2', false",
    "FIRST_MARK_UNDONE,   'index=radix,base=mixed,arenas=3', true",
    "FIRST_MARK_UNDONE,   'index=radix,base=mixed,arenas=4', false",
    "FIRST_MARK_UNDONE,   'index=radix,base=mixed,arenas=3,radix=2/2/2', false",
    "FIRST_MARK_UNDONE,   'index=radix,base=mixed,arenas=5,radix=2/2/2', true",
  })
  void tinyGeometryHasTheRulesThatItsSizesAllow(Rule rule, String keys, boolean has) {
    assertEquals(has, has("tiny:" + keys, rule));
  }

  @Test
  void rulesNameTheirStepAndSayIt() {
    assertEquals("5.4c", Rule.ARENA_MOVED.section());
    assertEquals("free of null does nothing", Rule.FREE_NULL.sentence());
    for (Rule rule : Rule.values()) {
      assertTrue(rule.section().matches("2|4\\.[1-4][a-e]?|5\\.[1-4][a-c]?|6|7"), rule.name());
    }
  }

  @Test
  void onlyTheOverflowOfTheTableIsBeyondAnyMachine() {
    Geometry geometry = Geometries.named("cpython-3.12");
    List<Rule> unreachable =
        Arrays.stream(Rule.values()).filter(rule -> !rule.isReachable()).toList();
    assertEquals(List.of(Rule.TABLE_OVERFLOW), unreachable);
    assertTrue(Rule.TABLE_OVERFLOW.appliesTo(geometry));
  }
}
