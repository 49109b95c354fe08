package org.poolproof.house.broken.needs.impl.layout;

import picocli.CommandLine;

/** The implementation needs no library. */
record Needs(CommandLine line) {}
