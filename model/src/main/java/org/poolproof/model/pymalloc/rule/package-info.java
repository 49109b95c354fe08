/**
 * The rules of PYMALLOC.md 2 and 4 to 7, one method each, named as there. They act on a step under
 * way ({@link org.poolproof.model.pymalloc.rule.StepUnderWay}); outside a step nothing changes.
 * Imports {@code geometry}, {@code operation} and {@code state}.
 */
package org.poolproof.model.pymalloc.rule;
