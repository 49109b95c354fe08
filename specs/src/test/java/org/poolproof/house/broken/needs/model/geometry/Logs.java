package org.poolproof.house.broken.needs.model.geometry;

import java.util.logging.Logger;

/** The model needs no module but java.base. */
record Logs(Logger logger) {}
