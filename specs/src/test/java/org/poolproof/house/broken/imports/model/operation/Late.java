package org.poolproof.house.broken.imports.model.operation;

/** Imported from below. */
public record Late() {}
