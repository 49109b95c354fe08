/**
 * What a run came to, as a table, as sentences and as JSON; and what one can do with a
 * counterexample: look at the heap around it, and run it without this project. Imports {@code
 * lockstep} and below.
 */
package org.poolproof.specs.report;
