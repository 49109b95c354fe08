package org.poolproof.house.broken.needs.model.geometry;

import picocli.CommandLine;

/** The model needs no library. */
record Needs(CommandLine line) {}
