package org.poolproof.types.checker;

import org.checkerframework.common.basetype.BaseTypeChecker;

/**
 * Keeps addresses, sizes in bytes and pool indices apart at compile time. Errors are {@code
 * quantity.arithmetic}, {@code quantity.comparison}, {@code quantity.cast}, {@code
 * quantity.array.index}, and the framework's own ({@code argument}, {@code assignment}, {@code
 * return} ...) where a value goes to a place of another kind. The rules are in {@link Arithmetic}.
 */
public class QuantityChecker extends BaseTypeChecker {
  /** Called by javac. */
  public QuantityChecker() {}
}
