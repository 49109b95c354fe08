/**
 * Allocators that can be checked, behind one interface, and what stands below them while they are.
 * Imports {@code script} and the allocators themselves.
 */
package org.poolproof.specs.subject;
