package org.poolproof.model.pymalloc.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A set of rules is a set like any other, in one word. */
class RuleSetTest {
  private static final Set<Rule> THREE =
      new RuleSet(
          RuleSet.word(Rule.SIZE_OVER_LIMIT)
              | RuleSet.word(Rule.POOL_FULL)
              | RuleSet.word(Rule.MARKS_CLEARED));

  @Test
  void everyRuleHasABitOfItsOwn() {
    long all = 0;
    for (Rule rule : Rule.values()) {
      assertEquals(EnumSet.of(rule), new RuleSet(RuleSet.word(rule)));
      all |= RuleSet.word(rule);
    }
    assertEquals(EnumSet.allOf(Rule.class), new RuleSet(all));
  }

  @Test
  void setOfRulesIsAnySetOfThem() {
    Set<Rule> same = EnumSet.of(Rule.MARKS_CLEARED, Rule.POOL_FULL, Rule.SIZE_OVER_LIMIT);
    assertEquals(same, THREE);
    assertEquals(THREE, same);
    assertEquals(same.hashCode(), THREE.hashCode());
    assertEquals(3, THREE.size());
    assertEquals(Set.of(), new RuleSet(0));
    assertTrue(THREE.contains(Rule.POOL_FULL));
    assertFalse(THREE.contains(Rule.POOL_STAYS));
    assertFalse(THREE.contains("POOL_FULL"));
  }

  @Test
  void rulesComeInTheirOrderAndThenNoMore() {
    assertEquals(
        List.of(Rule.SIZE_OVER_LIMIT, Rule.POOL_FULL, Rule.MARKS_CLEARED), List.copyOf(THREE));
    Iterator<Rule> rules = new RuleSet(RuleSet.word(Rule.POOL_FULL)).iterator();
    assertEquals(Rule.POOL_FULL, rules.next());
    assertFalse(rules.hasNext());
    NoSuchElementException fault = assertThrows(NoSuchElementException.class, rules::next);
    assertEquals("behind the last of 1", fault.getMessage());
  }

  @Test
  void setOfRulesCannotBeChanged() {
    assertThrows(UnsupportedOperationException.class, () -> THREE.add(Rule.POOL_STAYS));
    assertThrows(UnsupportedOperationException.class, () -> THREE.remove(Rule.POOL_FULL));
    assertThrows(UnsupportedOperationException.class, THREE::clear);
  }
}
