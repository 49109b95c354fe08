package org.poolproof.house.broken.cycles.model.operation;

import org.poolproof.house.broken.cycles.model.geometry.Hen;

/** One half of a cycle. */
public record Egg(Hen hen) {}
