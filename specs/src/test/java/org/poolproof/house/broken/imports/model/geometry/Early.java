package org.poolproof.house.broken.imports.model.geometry;

import org.poolproof.house.broken.imports.model.operation.Late;

/** Geometry may not know operations. */
record Early(Late late) {}
