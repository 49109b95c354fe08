/**
 * Addresses, byte counts and size classes, and the geometry: every number and every
 * version-dependent rule that the algorithm is parameterised with. Imports nothing else of the
 * model.
 */
package org.poolproof.model.geometry;
