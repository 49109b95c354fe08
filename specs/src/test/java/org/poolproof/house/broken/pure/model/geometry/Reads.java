package org.poolproof.house.broken.pure.model.geometry;

import java.io.File;

/** The model reads no file. */
record Reads(File file) {}
