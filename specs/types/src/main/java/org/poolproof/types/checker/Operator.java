package org.poolproof.types.checker;

import com.sun.source.tree.Tree;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The operators that the arithmetic of quantities tells apart. */
enum Operator {
  PLUS("+"),
  MINUS("-"),
  TIMES("*"),
  DIVIDE("/"),
  REMAINDER("%"),
  AND("&"),
  /** {@code &} with a right side written as {@code ~x} or {@code -x}: aligning down. */
  ALIGN("& ~"),
  OR("| or ^"),
  SHIFT_LEFT("<<"),
  SHIFT_RIGHT(">>"),
  COMPARE("compared with");

  private static final Map<Tree.Kind, Operator> OF_TREE =
      Map.ofEntries(
          Map.entry(Tree.Kind.PLUS, PLUS),
          Map.entry(Tree.Kind.PLUS_ASSIGNMENT, PLUS),
          Map.entry(Tree.Kind.MINUS, MINUS),
          Map.entry(Tree.Kind.MINUS_ASSIGNMENT, MINUS),
          Map.entry(Tree.Kind.MULTIPLY, TIMES),
          Map.entry(Tree.Kind.MULTIPLY_ASSIGNMENT, TIMES),
          Map.entry(Tree.Kind.DIVIDE, DIVIDE),
          Map.entry(Tree.Kind.DIVIDE_ASSIGNMENT, DIVIDE),
          Map.entry(Tree.Kind.REMAINDER, REMAINDER),
          Map.entry(Tree.Kind.REMAINDER_ASSIGNMENT, REMAINDER),
          Map.entry(Tree.Kind.AND, AND),
          Map.entry(Tree.Kind.AND_ASSIGNMENT, AND),
          Map.entry(Tree.Kind.OR, OR),
          Map.entry(Tree.Kind.OR_ASSIGNMENT, OR),
          Map.entry(Tree.Kind.XOR, OR),
          Map.entry(Tree.Kind.XOR_ASSIGNMENT, OR),
          Map.entry(Tree.Kind.LEFT_SHIFT, SHIFT_LEFT),
          Map.entry(Tree.Kind.LEFT_SHIFT_ASSIGNMENT, SHIFT_LEFT),
          Map.entry(Tree.Kind.RIGHT_SHIFT, SHIFT_RIGHT),
          Map.entry(Tree.Kind.RIGHT_SHIFT_ASSIGNMENT, SHIFT_RIGHT),
          Map.entry(Tree.Kind.UNSIGNED_RIGHT_SHIFT, SHIFT_RIGHT),
          Map.entry(Tree.Kind.UNSIGNED_RIGHT_SHIFT_ASSIGNMENT, SHIFT_RIGHT),
          Map.entry(Tree.Kind.LESS_THAN, COMPARE),
          Map.entry(Tree.Kind.LESS_THAN_EQUAL, COMPARE),
          Map.entry(Tree.Kind.GREATER_THAN, COMPARE),
          Map.entry(Tree.Kind.GREATER_THAN_EQUAL, COMPARE),
          Map.entry(Tree.Kind.EQUAL_TO, COMPARE),
          Map.entry(Tree.Kind.NOT_EQUAL_TO, COMPARE));

  /** The static methods of Long and Integer that are operators by another name. */
  private static final Map<String, Operator> OF_METHOD =
      Map.of(
          "compare", COMPARE,
          "compareUnsigned", COMPARE,
          "divideUnsigned", DIVIDE,
          "remainderUnsigned", REMAINDER);

  private final String symbol;

  Operator(String symbol) {
    this.symbol = symbol;
  }

  /** The operator of a binary expression or compound assignment; null for a logical one. */
  static @Nullable Operator of(Tree.Kind kind) {
    return OF_TREE.get(kind);
  }

  /** The operator that a two-argument static method of Long or Integer stands for, or null. */
  static @Nullable Operator ofMethod(String name) {
    return OF_METHOD.get(name);
  }

  @Override
  public String toString() {
    return symbol;
  }
}
