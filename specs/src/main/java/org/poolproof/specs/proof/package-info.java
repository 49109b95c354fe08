/**
 * What is shown of the specification in {@code specs/formal}, by TLC. Imports the model, whose
 * geometries it is configured for, and nothing else of specs.
 */
package org.poolproof.specs.proof;
