/**
 * pymalloc: states of blocks, pools, arenas and the address index in {@code state}, the rules that
 * lead from one state to the next in {@code rule}, what holds in every reachable state in {@code
 * invariant}, and what a state prints as in {@code statistics}.
 */
package org.poolproof.model.pymalloc;
