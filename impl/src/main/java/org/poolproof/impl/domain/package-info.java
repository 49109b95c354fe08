/**
 * The domains above pymalloc: raw, mem and obj, and the debug hooks. Imports pymalloc and all below
 * it.
 */
package org.poolproof.impl.domain;
