/**
 * Every operation sequence of a small geometry: breadth first, model and implementation side by
 * side, until no new state is left. Imports {@code script}, {@code subject} and {@code lockstep},
 * and the implementation, whose image it restores.
 */
package org.poolproof.specs.explore;
