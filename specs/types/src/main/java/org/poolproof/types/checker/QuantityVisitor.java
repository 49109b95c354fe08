package org.poolproof.types.checker;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.checkerframework.common.basetype.BaseTypeChecker;
import org.checkerframework.common.basetype.BaseTypeVisitor;

/** Reports every expression that {@link Arithmetic} refuses. */
public class QuantityVisitor extends BaseTypeVisitor<QuantityAnnotatedTypeFactory> {
  /** Called by the framework, by reflection. */
  public QuantityVisitor(BaseTypeChecker checker) {
    super(checker);
  }

  @Override
  public Void visitBinary(BinaryTree tree, Void p) {
    ExpressionTree left = tree.getLeftOperand();
    ExpressionTree right = tree.getRightOperand();
    check(tree, atypeFactory.operatorOf(tree.getKind(), left, right), left, right);
    return super.visitBinary(tree, p);
  }

  @Override
  public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void p) {
    ExpressionTree left = tree.getVariable();
    ExpressionTree right = tree.getExpression();
    check(tree, atypeFactory.operatorOf(tree.getKind(), left, right), left, right);
    return super.visitCompoundAssignment(tree, p);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree tree, Void p) {
    Operator operator = atypeFactory.operatorOf(tree);
    if (operator != null) {
      check(tree, operator, tree.getArguments().get(0), tree.getArguments().get(1));
    }
    return super.visitMethodInvocation(tree, p);
  }

  /** An address has no negative and no complement. */
  @Override
  public Void visitUnary(UnaryTree tree, Void p) {
    Tree.Kind kind = tree.getKind();
    if ((kind == Tree.Kind.UNARY_MINUS || kind == Tree.Kind.BITWISE_COMPLEMENT)
        && atypeFactory.quantityOf(tree.getExpression()) == Quantity.ADDRESS) {
      String sign = kind == Tree.Kind.UNARY_MINUS ? "-" : "~";
      checker.reportError(tree, "quantity.arithmetic", "", sign, Quantity.ADDRESS);
    }
    return super.visitUnary(tree, p);
  }

  /** An array is indexed by a pool index or a plain number, not by an address or a size. */
  @Override
  public Void visitArrayAccess(ArrayAccessTree tree, Void p) {
    Quantity index = atypeFactory.quantityOf(tree.getIndex());
    if (index == Quantity.ADDRESS || index == Quantity.SIZE) {
      checker.reportError(tree, "quantity.array.index", index);
    }
    return super.visitArrayAccess(tree, p);
  }

  /** A cast may declare what a plain number is; it may not turn one declared kind into another. */
  @Override
  protected void checkTypecastSafety(TypeCastTree tree) {
    Quantity from = atypeFactory.quantityOf(tree.getExpression());
    Quantity to = atypeFactory.quantityOf(tree);
    if (from.isDeclared() && to.isDeclared() && from != to) {
      checker.reportError(tree, "quantity.cast", from, to);
    }
  }

  private void check(
      Tree tree, @Nullable Operator operator, ExpressionTree left, ExpressionTree right) {
    if (operator == null) {
      return;
    }
    Quantity first = atypeFactory.quantityOf(left);
    Quantity second = atypeFactory.quantityOf(right);
    if (Arithmetic.combine(operator, first, second) == null) {
      boolean compares = operator == Operator.COMPARE;
      String key = compares ? "quantity.comparison" : "quantity.arithmetic";
      checker.reportError(tree, key, first, operator, second);
    }
  }
}
