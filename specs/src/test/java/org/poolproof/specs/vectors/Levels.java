package org.poolproof.specs.vectors;

import java.util.ArrayList;
import java.util.List;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Below;
import org.poolproof.specs.script.Expected;
import org.poolproof.specs.script.Header;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Pointer;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.Step;

/** Vectors of level placement, said less exactly. */
final class Levels {
  private Levels() {}

  /** The same operations and calls below; where blocks lie is left open. */
  static Vector structure(Vector placement) {
    return new Vector(
        placement.name().replace("placement/", "structure/"),
        placement.shows(),
        placement.source(),
        at(Level.STRUCTURE, placement.script(), true));
  }

  /** The same operations; only whether there is a block is said. */
  static Vector contract(Vector placement) {
    return new Vector(
        placement.name().replace("placement/", "contract/"),
        placement.shows(),
        placement.source(),
        at(Level.CONTRACT, placement.script(), false));
  }

  /** Whether a layer below refuses something, which an allocator without layers cannot do. */
  static boolean isRefusedBelow(Vector vector) {
    return vector.script().statements().stream()
        .filter(Step.class::isInstance)
        .flatMap(statement -> ((Step) statement).below().stream())
        .anyMatch(Levels::isRefused);
  }

  private static boolean isRefused(Below below) {
    return switch (below) {
      case Below.ArenaAlloc a -> a.answer().equals(Pointer.NULL);
      case Below.RawMalloc m -> m.answer().equals(Pointer.NULL);
      case Below.RawCalloc c -> c.answer().equals(Pointer.NULL);
      case Below.RawRealloc r -> r.answer().equals(Pointer.NULL);
      case Below.ArenaFree a -> false;
      case Below.RawFree f -> false;
    };
  }

  private static Script at(Level level, Script script, boolean withCalls) {
    List<Statement> statements = new ArrayList<>();
    for (Statement statement : script.statements()) {
      if (statement instanceof Step step) {
        List<Below> below = withCalls ? step.below() : List.of();
        statements.add(new Step(step.line(), 0, step.action(), open(step), below));
      }
    }
    Header header = script.header();
    return new Script(
        new Header(header.geometry(), level, withCalls, header.recording()), statements);
  }

  private static Expected open(Step step) {
    boolean isPlace = step.expected() instanceof Pointer pointer && !pointer.equals(Pointer.NULL);
    boolean isFree = step.action() instanceof Action.Free;
    return isPlace && !isFree ? Expected.Word.BLOCK : step.expected();
  }
}
