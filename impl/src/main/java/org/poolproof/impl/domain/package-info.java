/**
 * The three families of functions that a client calls. Imports pymalloc and what stands below it.
 */
package org.poolproof.impl.domain;
