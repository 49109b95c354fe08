/**
 * The reference model of pymalloc: pure, total, and readable as a specification. Depends on
 * java.base and annotations; no I/O, clock, randomness or foreign memory, and nothing of impl.
 */
package org.poolproof.model;
