package org.poolproof.house.broken.modules.specs.script;

import org.poolproof.house.broken.modules.specs.cli.Command;

/** A script may not know the command. */
record KnowsCommand(Command command) {}
