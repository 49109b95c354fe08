/**
 * Operation by operation: a subject beside a recording. What is compared, and what stands below the
 * subject meanwhile. Imports {@code script} and {@code subject}.
 */
package org.poolproof.specs.lockstep;
