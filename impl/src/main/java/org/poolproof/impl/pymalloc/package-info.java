/**
 * The allocator itself: used pools, arenas, the address index, realloc; the hot paths. Imports
 * memory, layout, system and raw.
 */
package org.poolproof.impl.pymalloc;
