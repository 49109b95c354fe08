package org.poolproof.specs.report;

/**
 * Something that is claimed, and what came of it.
 *
 * @param sentence what is claimed
 * @param scope of what it is claimed
 * @param holds whether it was shown
 * @param fault what speaks against it, empty if it holds
 * @param seconds how long that took
 */
public record Claim(String sentence, String scope, boolean holds, String fault, double seconds) {}
