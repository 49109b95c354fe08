/**
 * What any allocator owes its caller: the {@link Rule rules} C1 to C11, and the {@link Contract}
 * that judges answers by them. It never predicts an answer, it says whether one is allowed. Imports
 * geometry and operation only.
 */
package org.poolproof.model.contract;
