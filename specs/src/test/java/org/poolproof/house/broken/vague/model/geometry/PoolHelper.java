package org.poolproof.house.broken.vague.model.geometry;

/** A name that says nothing. */
record PoolHelper() {}
