/**
 * A whole check: random operations on a subject and a reference, and what to make of the first
 * difference. Imports {@code scenario}, {@code lockstep} and {@code shrink}.
 */
package org.poolproof.specs.check;
