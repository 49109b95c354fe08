/**
 * The kinds of number an allocator computes with: {@link org.poolproof.types.Address}, {@link
 * org.poolproof.types.ByteSize} and {@link org.poolproof.types.PoolIndex}. All are a bare {@code
 * long} or {@code int} at run time; {@link org.poolproof.types.checker.QuantityChecker} keeps them
 * apart at compile time. Imports nothing of the project.
 */
package org.poolproof.types;
