package org.poolproof.house.broken.modules.model.geometry;

import org.poolproof.house.broken.modules.impl.memory.KnowsModel;

/** The model may not know the implementation. */
public record KnowsImpl(KnowsModel other) {}
