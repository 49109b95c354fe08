package org.poolproof.house.broken.cycles.model.geometry;

import org.poolproof.house.broken.cycles.model.operation.Egg;

/** One half of a cycle. */
public record Hen(Egg egg) {}
