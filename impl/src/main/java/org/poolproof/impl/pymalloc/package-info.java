/**
 * The allocator itself: used pools, arenas, the address index, realloc; the hot paths. Imports
 * memory, layout, system and raw, and census for what it counts and prints.
 */
package org.poolproof.impl.pymalloc;
