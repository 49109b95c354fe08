package org.poolproof.types.checker;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import java.lang.annotation.Annotation;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.checkerframework.common.basetype.BaseAnnotatedTypeFactory;
import org.checkerframework.common.basetype.BaseTypeChecker;
import org.checkerframework.framework.type.AnnotatedTypeFactory;
import org.checkerframework.framework.type.AnnotatedTypeMirror;
import org.checkerframework.framework.type.treeannotator.ListTreeAnnotator;
import org.checkerframework.framework.type.treeannotator.TreeAnnotator;
import org.checkerframework.javacutil.AnnotationBuilder;
import org.checkerframework.javacutil.TreeUtils;
import org.checkerframework.javacutil.TypesUtils;
import org.poolproof.types.Address;
import org.poolproof.types.AnyQuantity;
import org.poolproof.types.ByteSize;
import org.poolproof.types.PlainNumber;
import org.poolproof.types.PoolIndex;

/** Gives every arithmetic expression the quantity that {@link Arithmetic} says. */
public class QuantityAnnotatedTypeFactory extends BaseAnnotatedTypeFactory {
  private final AnnotationMirror address = AnnotationBuilder.fromClass(elements, Address.class);
  private final AnnotationMirror size = AnnotationBuilder.fromClass(elements, ByteSize.class);
  private final AnnotationMirror index = AnnotationBuilder.fromClass(elements, PoolIndex.class);
  private final AnnotationMirror plain = AnnotationBuilder.fromClass(elements, PlainNumber.class);
  private final AnnotationMirror any = AnnotationBuilder.fromClass(elements, AnyQuantity.class);

  /** Called by the framework, by reflection. */
  @SuppressWarnings("this-escape") // the framework's protocol: postInit ends every constructor
  public QuantityAnnotatedTypeFactory(BaseTypeChecker checker) {
    super(checker);
    postInit();
  }

  @Override
  protected Set<Class<? extends Annotation>> createSupportedTypeQualifiers() {
    return Set.of(
        Address.class, ByteSize.class, PoolIndex.class, PlainNumber.class, AnyQuantity.class);
  }

  @Override
  protected TreeAnnotator createTreeAnnotator() {
    return new ListTreeAnnotator(super.createTreeAnnotator(), new Results(this));
  }

  /**
   * A variable declared as a size is a size, also where the framework knows that it holds a
   * constant: else {@code POOL_BYTES = 4096} would be anything.
   */
  @Override
  protected void addComputedTypeAnnotations(Tree tree, AnnotatedTypeMirror type, boolean useFlow) {
    super.addComputedTypeAnnotations(tree, type, useFlow);
    if (tree instanceof ExpressionTree expression
        && TreeUtils.isUseOfElement(expression)
        && TreeUtils.elementFromUse(expression) instanceof VariableElement variable
        && quantityOf(type) == Quantity.CONSTANT) {
      Quantity declared = quantityOf(getAnnotatedType(variable));
      if (declared.isDeclared()) {
        type.replaceAnnotation(annotationOf(declared));
      }
    }
  }

  /** The quantity that an expression's type carries. */
  Quantity quantityOf(ExpressionTree tree) {
    return quantityOf(getAnnotatedType(tree));
  }

  /** The quantity that a type carries. */
  Quantity quantityOf(AnnotatedTypeMirror type) {
    if (type.hasAnnotation(address)) {
      return Quantity.ADDRESS;
    }
    if (type.hasAnnotation(size)) {
      return Quantity.SIZE;
    }
    if (type.hasAnnotation(index)) {
      return Quantity.INDEX;
    }
    return type.hasAnnotation(any) ? Quantity.CONSTANT : Quantity.PLAIN;
  }

  /** The operator of {@code left kind right}, or null when it is not arithmetic on numbers. */
  @Nullable Operator operatorOf(Tree.Kind kind, ExpressionTree left, ExpressionTree right) {
    Operator operator = Operator.of(kind);
    if (operator == null || !isNumber(left) || !isNumber(right)) {
      return null;
    }
    boolean aligns = operator == Operator.AND && (isComplement(left) || isComplement(right));
    return aligns ? Operator.ALIGN : operator;
  }

  /** The operator that a call of Long or Integer stands for, or null. */
  @Nullable Operator operatorOf(MethodInvocationTree call) {
    ExecutableElement method = TreeUtils.elementFromUse(call);
    if (call.getArguments().size() != 2
        || !(method.getEnclosingElement() instanceof TypeElement owner)) {
      return null;
    }
    String name = owner.getQualifiedName().toString();
    return name.equals("java.lang.Long") || name.equals("java.lang.Integer")
        ? Operator.ofMethod(method.getSimpleName().toString())
        : null;
  }

  private static boolean isNumber(ExpressionTree tree) {
    TypeMirror type = TreeUtils.typeOf(tree);
    return TypesUtils.isNumeric(type) || TypesUtils.isNumericBoxed(type);
  }

  private static boolean isComplement(ExpressionTree tree) {
    Tree.Kind kind = TreeUtils.withoutParens(tree).getKind();
    return kind == Tree.Kind.BITWISE_COMPLEMENT || kind == Tree.Kind.UNARY_MINUS;
  }

  private AnnotationMirror annotationOf(@Nullable Quantity quantity) {
    if (quantity == null) {
      return plain; // refused; the visitor has said so
    }
    return switch (quantity) {
      case ADDRESS -> address;
      case SIZE -> size;
      case INDEX -> index;
      case PLAIN -> plain;
      case CONSTANT -> any;
    };
  }

  /** Writes the result of the table onto the type of the expression. */
  private final class Results extends TreeAnnotator {
    Results(AnnotatedTypeFactory factory) {
      super(factory);
    }

    @Override
    public Void visitBinary(BinaryTree tree, AnnotatedTypeMirror type) {
      ExpressionTree left = tree.getLeftOperand();
      ExpressionTree right = tree.getRightOperand();
      return combine(operatorOf(tree.getKind(), left, right), left, right, type);
    }

    @Override
    public Void visitCompoundAssignment(CompoundAssignmentTree tree, AnnotatedTypeMirror type) {
      ExpressionTree left = tree.getVariable();
      ExpressionTree right = tree.getExpression();
      return combine(operatorOf(tree.getKind(), left, right), left, right, type);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, AnnotatedTypeMirror type) {
      Operator operator = operatorOf(tree);
      return operator == null
          ? null
          : combine(operator, tree.getArguments().get(0), tree.getArguments().get(1), type);
    }

    private Void combine(
        @Nullable Operator operator,
        ExpressionTree left,
        ExpressionTree right,
        AnnotatedTypeMirror type) {
      if (operator != null) {
        Quantity result = Arithmetic.combine(operator, quantityOf(left), quantityOf(right));
        type.replaceAnnotation(annotationOf(result));
      }
      return null;
    }
  }
}
