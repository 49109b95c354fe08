package org.poolproof.types.checker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Laws that the table of quantities keeps for every operator and every pair of operands. */
class ArithmeticProperties {
  private static final Set<Operator> COMMUTATIVE =
      Set.of(Operator.PLUS, Operator.TIMES, Operator.AND, Operator.OR, Operator.COMPARE);

  @Property
  void commutativeOperatorsDoNotCareAboutSides(
      @ForAll Operator operator, @ForAll Quantity left, @ForAll Quantity right) {
    Assume.that(COMMUTATIVE.contains(operator));
    assertEquals(
        Arithmetic.combine(operator, left, right), Arithmetic.combine(operator, right, left));
  }

  /** What a sum yields, a difference takes back: (left + right) - right is of left's kind. */
  @Property
  void differenceUndoesSum(@ForAll Quantity left, @ForAll Quantity right) {
    Quantity sum = Arithmetic.combine(Operator.PLUS, left, right);
    Assume.that(sum != null && left.isDeclared() && right != Quantity.PLAIN && sum == left);
    assertEquals(left, Arithmetic.combine(Operator.MINUS, sum, right));
  }

  @Property
  void onlyAdditionSubtractionAndAligningYieldAnAddress(
      @ForAll Operator operator, @ForAll Quantity left, @ForAll Quantity right) {
    Assume.that(
        operator != Operator.PLUS && operator != Operator.MINUS && operator != Operator.ALIGN);
    assertNotEquals(Quantity.ADDRESS, Arithmetic.combine(operator, left, right));
  }

  @Property
  void anAddressNeverMeetsAPlainNumberOrAnIndexExceptToBeShifted(
      @ForAll Operator operator, @ForAll Quantity other) {
    Assume.that(other == Quantity.PLAIN || other == Quantity.INDEX);
    Assume.that(operator != Operator.SHIFT_RIGHT);
    assertNull(Arithmetic.combine(operator, Quantity.ADDRESS, other));
    assertNull(Arithmetic.combine(operator, other, Quantity.ADDRESS));
  }
}
