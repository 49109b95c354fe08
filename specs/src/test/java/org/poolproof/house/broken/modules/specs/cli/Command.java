package org.poolproof.house.broken.modules.specs.cli;

/** Imported from below. */
public record Command() {}
