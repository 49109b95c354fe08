/**
 * The only place that touches memory, and its checked variant with bounds, dead bytes, user memory
 * and a step budget; logical addresses and their displacement. Imports no other package of impl.
 */
package org.poolproof.impl.memory;
