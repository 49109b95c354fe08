package org.poolproof.model.pymalloc.state;

/** A record of the arena table: with an arena, or without one. */
public sealed interface ArenaRecord permits Arena, ArenaRecord.Unassociated {

  /** Address 0: no arena. Such a record is in the unused list. PYMALLOC.md 3. */
  record Unassociated() implements ArenaRecord {}

  ArenaRecord UNASSOCIATED = new Unassociated();
}
