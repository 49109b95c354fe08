package org.poolproof.specs.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.operation.Domain;
import org.poolproof.specs.lockstep.Bout;
import org.poolproof.specs.scenario.Episode.Kind;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.subject.ModelSubject;

/**
 * An episode on the model: its operations, and what became of them.
 *
 * @param liveCounts how many blocks were live after each operation
 * @param oldBytes the sizes of the blocks that were reallocated, by the operation's index
 * @param model the heap that is left
 */
record Rehearsal(
    List<Instruction> instructions,
    List<Integer> liveCounts,
    Map<Integer, Long> oldBytes,
    ModelSubject model) {

  static Episode episode(String geometry, Kind kind, long seed, long count, int liveLimit) {
    return new Episode(Geometries.named(geometry), kind, seed, count, liveLimit);
  }

  /** Carries {@code episode} out; fails where an operation names a block that is not live. */
  static Rehearsal of(Episode episode) {
    ModelSubject model = new ModelSubject(episode.geometry());
    Rehearsal run = new Rehearsal(new ArrayList<>(), new ArrayList<>(), new HashMap<>(), model);
    Map<Integer, Long> live = new HashMap<>();
    Scenario scenario = new Scenario(episode);
    Bout bout = Bout.alone(model);
    while (run.instructions.size() < episode.operationCount()) {
      Instruction next = scenario.next();
      if (next.action() instanceof Action.Realloc r) {
        run.oldBytes.put(run.instructions.size(), liveBytes(live, r.blockNumber(), next));
      }
      bout.perform(next);
      scenario.answered(bout.isGranted());
      keep(live, next.action(), bout.isGranted());
      run.instructions.add(next);
      run.liveCounts.add(live.size());
      if (scenario.liveBlockCount() != live.size()) {
        throw new AssertionError(next + ": " + scenario.liveBlockCount() + " of " + live.size());
      }
    }
    return run;
  }

  private static long liveBytes(Map<Integer, Long> live, int number, Instruction instruction) {
    Long bytes = live.get(number);
    if (bytes == null) {
      throw new AssertionError(instruction + " names a block that is not live");
    }
    return bytes;
  }

  private static void keep(Map<Integer, Long> live, Action action, boolean isGranted) {
    switch (action) {
      case Action.Malloc m -> create(live, m.blockNumber(), m.size().value(), isGranted);
      case Action.ReallocNull r -> create(live, r.blockNumber(), r.size().value(), isGranted);
      case Action.Calloc c ->
          create(live, c.blockNumber(), c.elementCount() * c.elementSize().value(), isGranted);
      case Action.Realloc r -> {
        if (isGranted) {
          live.put(r.blockNumber(), r.size().value());
        }
      }
      case Action.Free f -> {
        if (live.remove(f.blockNumber()) == null) {
          throw new AssertionError(f + " names a block that is not live");
        }
      }
      case Action.FreeNull f -> {}
    }
  }

  private static void create(Map<Integer, Long> live, int number, long bytes, boolean isGranted) {
    if (isGranted && live.put(number, bytes) != null) {
      throw new AssertionError("b" + number + " is live already");
    }
  }

  /** How many operations are of {@code kind}. */
  long count(Class<? extends Action> kind) {
    return instructions.stream().filter(each -> kind.isInstance(each.action())).count();
  }

  /** How many operations are of {@code domain}. */
  long count(Domain domain) {
    return instructions.stream().filter(each -> each.action().domain() == domain).count();
  }

  /** The sizes that creations and reallocs ask for, of calloc those of its elements. */
  List<Long> sizes() {
    List<Long> sizes = new ArrayList<>();
    for (Instruction each : instructions) {
      switch (each.action()) {
        case Action.Malloc m -> sizes.add(m.size().value());
        case Action.Calloc c -> sizes.add(c.elementSize().value());
        case Action.ReallocNull r -> sizes.add(r.size().value());
        case Action.Realloc r -> sizes.add(r.size().value());
        case Action.Free f -> {}
        case Action.FreeNull f -> {}
      }
    }
    return sizes;
  }
}
