/**
 * The contract is tested from both sides: every rule by a hand-broken answer and a near miss that
 * is allowed, and by a broken allocator that passes as soon as the rule is not judged.
 */
package org.poolproof.model.contract;
