package org.poolproof.house.broken.vague.model.util;

/** A package that says nothing. */
record Pool() {}
