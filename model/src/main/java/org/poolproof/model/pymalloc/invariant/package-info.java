/**
 * What holds in every reachable state of the model. {@link
 * org.poolproof.model.pymalloc.invariant.Invariants} lists the invariants and checks them; they are
 * grouped by subject, each with its sentence, its source and its cost. Imports {@code geometry},
 * {@code state} and of {@code rule} the address index only.
 */
package org.poolproof.model.pymalloc.invariant;
