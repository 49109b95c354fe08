/**
 * The compile-time checker of the annotations in {@link org.poolproof.types}; its arithmetic is the
 * table in {@link org.poolproof.types.checker.Arithmetic}. Runs inside javac and nowhere else.
 */
package org.poolproof.types.checker;
