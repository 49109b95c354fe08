/**
 * Random sequences of operations: which are worth trying, and in which order. Imports {@code
 * script} and {@code subject}.
 */
package org.poolproof.specs.scenario;
