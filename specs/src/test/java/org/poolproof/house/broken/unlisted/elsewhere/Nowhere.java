package org.poolproof.house.broken.unlisted.elsewhere;

/** Its package is in no row. */
record Nowhere() {}
