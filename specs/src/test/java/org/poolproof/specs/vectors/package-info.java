/** The scripts in {@code specs/vectors} for porters: how they are made, and that they are so. */
package org.poolproof.specs.vectors;
