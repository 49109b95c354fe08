package org.poolproof.house.broken.pure.model.geometry;

import java.time.Duration;

/** The model has no clock. */
record Waits(Duration duration) {}
