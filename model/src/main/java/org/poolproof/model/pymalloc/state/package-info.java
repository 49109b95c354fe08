/**
 * What pymalloc remembers, as immutable values: blocks, pools, the arena table, the usable and
 * unused lists, the used pools of each class, the address index. No rule is here. Imports {@code
 * geometry} only.
 */
package org.poolproof.model.pymalloc.state;
