package org.poolproof.types.checker;

import static org.poolproof.types.checker.Quantity.ADDRESS;
import static org.poolproof.types.checker.Quantity.CONSTANT;
import static org.poolproof.types.checker.Quantity.INDEX;
import static org.poolproof.types.checker.Quantity.PLAIN;
import static org.poolproof.types.checker.Quantity.SIZE;

import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The arithmetic of addresses (A), sizes (S), pool indices (I), plain numbers (p) and constants
 * (c). A dash is refused at compile time: the expression has no meaning.
 *
 * <pre>
 *   left \ right     A    S    I    p    c         left \ right     A    S    I    p    c
 *   A +              -    A    -    -    A         A &amp;              -    S    -    -    S    offset in a frame
 *   S +              A    S    -    p    S         A &amp; ~            -    A    -    -    A    aligned down
 *   I +              -    -    p    p    I         S &amp;, S &amp; ~       -    S    -    S    S
 *   p +              -    p    p    p    p         I, p &amp;           -    -    p    p    p
 *   c +              A    S    I    p    c         c &amp;              S    S    p    p    c
 *
 *   A -              S    A    -    -    A         A |, A ^         -    -    -    -    -
 *   S -              -    S    -    p    S         others |, ^      -    p    p    p    p
 *   I -              -    -    p    p    I
 *   p -              -    p    p    p    p         A &lt;&lt;             -    -    -    -    -
 *   c -              -    S    p    p    c         S &lt;&lt;             -    -    -    S    S
 *                                                  I, p &lt;&lt;          -    -    -    p    p
 *   A *              -    -    -    -    -         A, S, I, p &gt;&gt;    -    -    -    p    p    a key, a count
 *   S *              -    -    S    S    S
 *   I *              -    S    -    p    p         A compared       yes  -    -    -    yes
 *   p *              -    S    p    p    p         S compared       -    yes  -    yes  yes
 *   c *              -    S    p    p    c         I compared       -    -    yes  yes  yes
 *                                                  p compared       -    yes  yes  yes  yes
 *   A /              -    -    -    -    -         c compared       yes  yes  yes  yes  yes
 *   S /              -    p    -    S    S
 *   I, p, c /        -    p    p    p    p (c/c c) A %              -    S    -    -    S    offset in a frame
 *                                                  S %              -    S    -    S    S
 *                                                  I, p, c %        -    p    p    p    p (c%c c)
 * </pre>
 *
 * <p>A constant with {@code |}, {@code ^} or a shift and another constant stays a constant.
 */
final class Arithmetic {
  private Arithmetic() {}

  /** The quantity of {@code left operator right}; null when it is refused. */
  static @Nullable Quantity combine(Operator operator, Quantity left, Quantity right) {
    if (left == CONSTANT && right == CONSTANT) {
      return CONSTANT;
    }
    return switch (operator) {
      case PLUS -> sum(left, right);
      case MINUS -> difference(left, right);
      case TIMES -> product(left, right);
      case DIVIDE -> quotient(left, right);
      case REMAINDER -> remainder(left, right);
      case AND, ALIGN -> masked(operator, left, right);
      case OR -> left == ADDRESS || right == ADDRESS ? null : PLAIN;
      case SHIFT_LEFT, SHIFT_RIGHT -> shifted(operator, left, right);
      case COMPARE -> comparable(left, right) ? PLAIN : null;
    };
  }

  private static @Nullable Quantity sum(Quantity left, Quantity right) {
    if (left == CONSTANT) {
      return right;
    }
    if (right == CONSTANT) {
      return left;
    }
    if (left == ADDRESS || right == ADDRESS) {
      return left == SIZE || right == SIZE ? ADDRESS : null;
    }
    return sameLine(left, right);
  }

  private static @Nullable Quantity difference(Quantity left, Quantity right) {
    if (right == ADDRESS) {
      return left == ADDRESS ? SIZE : null;
    }
    if (left == ADDRESS) {
      return right == SIZE || right == CONSTANT ? ADDRESS : null;
    }
    if (right == CONSTANT) {
      return left;
    }
    if (left == CONSTANT) {
      return right == SIZE ? SIZE : PLAIN;
    }
    return sameLine(left, right);
  }

  /** Sizes stay sizes among themselves; a size and an index do not mix; all else is plain. */
  private static @Nullable Quantity sameLine(Quantity left, Quantity right) {
    if (left == SIZE && right == SIZE) {
      return SIZE;
    }
    return mixesSizeAndIndex(left, right) ? null : PLAIN;
  }

  private static @Nullable Quantity product(Quantity left, Quantity right) {
    if (left == ADDRESS || right == ADDRESS) {
      return null;
    }
    if (left == right && left.isDeclared()) {
      return null;
    }
    return left == SIZE || right == SIZE ? SIZE : PLAIN;
  }

  private static @Nullable Quantity quotient(Quantity left, Quantity right) {
    if (left == ADDRESS || right == ADDRESS) {
      return null;
    }
    if (left == SIZE) {
      return right == INDEX ? null : right == SIZE ? PLAIN : SIZE;
    }
    return PLAIN;
  }

  private static @Nullable Quantity remainder(Quantity left, Quantity right) {
    if (right == ADDRESS) {
      return null;
    }
    if (left == ADDRESS) {
      return right == SIZE || right == CONSTANT ? SIZE : null;
    }
    if (left == SIZE) {
      return right == INDEX ? null : SIZE;
    }
    return PLAIN;
  }

  private static @Nullable Quantity masked(Operator operator, Quantity left, Quantity right) {
    if (left == ADDRESS || right == ADDRESS) {
      Quantity mask = left == ADDRESS ? right : left;
      if (mask != SIZE && mask != CONSTANT) {
        return null;
      }
      return operator == Operator.ALIGN ? ADDRESS : SIZE;
    }
    if (mixesSizeAndIndex(left, right)) {
      return null;
    }
    return left == SIZE || right == SIZE ? SIZE : PLAIN;
  }

  private static @Nullable Quantity shifted(Operator operator, Quantity left, Quantity distance) {
    if (distance.isDeclared()) {
      return null;
    }
    if (operator == Operator.SHIFT_RIGHT) {
      return PLAIN;
    }
    return left == ADDRESS ? null : left == SIZE ? SIZE : PLAIN;
  }

  private static boolean comparable(Quantity left, Quantity right) {
    if (left == CONSTANT || right == CONSTANT || left == right) {
      return true;
    }
    return left != ADDRESS && right != ADDRESS && !mixesSizeAndIndex(left, right);
  }

  private static boolean mixesSizeAndIndex(Quantity left, Quantity right) {
    return (left == SIZE && right == INDEX) || (left == INDEX && right == SIZE);
  }
}
