/**
 * What is asked and answered. Above pymalloc: {@link Operation} and {@link Outcome}. Below it:
 * {@link Request}, {@link Answer} and the {@link Supply} of answers that a step consumes.
 */
package org.poolproof.model.operation;
