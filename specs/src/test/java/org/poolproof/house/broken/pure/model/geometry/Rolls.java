package org.poolproof.house.broken.pure.model.geometry;

import java.util.Random;

/** The model has no randomness. */
record Rolls(Random random) {}
