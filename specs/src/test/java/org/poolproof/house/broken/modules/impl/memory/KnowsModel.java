package org.poolproof.house.broken.modules.impl.memory;

import org.poolproof.house.broken.modules.model.geometry.KnowsImpl;

/** The implementation may not know the model. */
public record KnowsModel(KnowsImpl other) {}
