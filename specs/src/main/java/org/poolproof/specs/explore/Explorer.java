package org.poolproof.specs.explore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.specs.explore.Expansion.Found;

/**
 * Explores a space breadth first. Threads expand the nodes of the frontier in pieces; what they
 * reached is taken over in the order of the pieces, so that neither the number of threads nor their
 * speed matters to what comes out, not even to the order of the log.
 */
public final class Explorer {

  /** Is told how far an exploration is, and says whether it goes on. */
  @FunctionalInterface
  public interface Watch {
    /** {@code transitionCount} edges of {@code stateCount} nodes were examined. */
    boolean goesOn(long stateCount, long transitionCount);
  }

  private static final int PIECE_LENGTH = 64;
  private static final int PIECES_A_WORKER = 16;
  private static final long CHECKPOINT_NANOS = 20_000_000_000L;

  private final Plan plan;
  private final Path folder;
  private final NodeLog log;
  private final FingerprintSet known;
  private final FingerprintSet specified;
  private final Crew crew;
  private final long[] ruleCounts;
  private long next;
  private long levelEnd;
  private int depth;
  private long transitionCount;
  private long memberCount;

  private Explorer(
      Plan plan,
      Path folder,
      NodeLog log,
      FingerprintSet known,
      FingerprintSet specified,
      Crew crew,
      @Nullable Checkpoint resumed) {
    this.plan = plan;
    this.folder = folder;
    this.log = log;
    this.known = known;
    this.specified = specified;
    this.crew = crew;
    ruleCounts = resumed == null ? new long[Rule.values().length] : resumed.ruleCounts();
  }

  /**
   * Explores the space that each of {@code spaces} is.
   *
   * @throws IOException if nodes cannot be written down
   * @throws OtherExploration if the checkpoint is another exploration's
   */
  public static Exploration run(SpaceFactory spaces, Plan plan, Watch watch) throws IOException {
    Path checkpoint = plan.checkpoint();
    if (checkpoint != null) {
      return run(spaces, plan, checkpoint, watch);
    }
    try (ScratchFolder scratch = new ScratchFolder("poolproof-explore")) {
      return run(spaces, plan, scratch.path(), watch);
    }
  }

  private static Exploration run(SpaceFactory spaces, Plan plan, Path folder, Watch watch)
      throws IOException {
    Checkpoint resumed = plan.checkpoint() == null ? null : Checkpoint.read(folder);
    try (NodeLog log =
            new NodeLog(folder.resolve("nodes"), resumed == null ? 0 : resumed.logBytes());
        FingerprintSet known =
            new FingerprintSet(plan.fingerprinting().bits(), plan.memoryBytes() / 2, folder);
        FingerprintSet specified =
            new FingerprintSet(plan.fingerprinting().bits(), plan.memoryBytes() / 2, folder);
        Crew crew = new Crew(plan.workerCount(), spaces)) {
      Explorer explorer = new Explorer(plan, folder, log, known, specified, crew, resumed);
      if (resumed == null) {
        explorer.begin();
      } else {
        resumed.require(crew.any().name(), plan.fingerprinting());
        explorer.resume(resumed);
      }
      return explorer.explore(watch);
    }
  }

  private void begin() throws IOException {
    byte[] start = crew.any().start();
    known.add(plan.fingerprinting().of(start));
    log.append(NodeLog.NO_PARENT, start);
    levelEnd = log.length();
  }

  private void resume(Checkpoint checkpoint) throws IOException {
    next = checkpoint.nextOffset();
    levelEnd = checkpoint.levelEnd();
    depth = checkpoint.depth();
    transitionCount = checkpoint.transitionCount();
    memberCount = checkpoint.memberCount();
    for (long at = 0; at < log.length(); ) {
      NodeLog.Entry entry = log.at(at);
      known.add(plan.fingerprinting().of(entry.node()));
      String inSpecification = at < next ? crew.any().specified(entry.node()) : null;
      if (inSpecification != null) {
        specified.add(plan.fingerprinting().of(inSpecification));
      }
      at = entry.next();
    }
  }

  private Exploration explore(Watch watch) throws IOException {
    long saved = System.nanoTime();
    Found found = null;
    boolean goesOn = true;
    while (found == null && goesOn && isAtWork()) {
      found = round();
      goesOn = watch.goesOn(known.count(), transitionCount);
      boolean isDue = System.nanoTime() - saved > CHECKPOINT_NANOS || !goesOn || !isAtWork();
      // What was found must be found again: a run that goes on must not begin behind it.
      if (plan.checkpoint() != null && found == null && isDue) {
        save();
        saved = System.nanoTime();
      }
    }
    boolean isClosed = found == null && next == log.length();
    return new Exploration(
        isClosed,
        known.count(),
        memberCount,
        specified.count(),
        transitionCount,
        depth,
        coverage(),
        found == null ? null : find(found),
        found == null && !isClosed && !goesOn);
  }

  /** Whether there are nodes to expand; where a level is done, the next one begins. */
  private boolean isAtWork() {
    if (next == levelEnd && log.length() > levelEnd) {
      depth++;
      levelEnd = log.length();
    }
    return next < levelEnd && depth < plan.depthLimit();
  }

  /** Expands the next nodes of this level; the first find, null if none. */
  private @Nullable Found round() throws IOException {
    List<Expansion> pieces = new ArrayList<>();
    while (next < levelEnd && pieces.size() < PIECES_A_WORKER * plan.workerCount()) {
      List<NodeLog.Entry> nodes = new ArrayList<>(PIECE_LENGTH);
      while (next < levelEnd && nodes.size() < PIECE_LENGTH) {
        NodeLog.Entry entry = log.at(next);
        nodes.add(entry);
        next = entry.next();
      }
      pieces.add(new Expansion(nodes));
    }
    crew.forEach(pieces, (piece, space) -> piece.run(space, plan.fingerprinting(), known));
    for (Expansion piece : pieces) {
      takeOver(piece);
      if (piece.found() != null) {
        return piece.found();
      }
    }
    return null;
  }

  private void takeOver(Expansion piece) throws IOException {
    transitionCount += piece.edgeCount();
    memberCount += piece.memberCount();
    piece.specified().forEach(specified::add);
    for (int index = 0; index < ruleCounts.length; index++) {
      ruleCounts[index] += piece.ruleCounts()[index];
    }
    for (Expansion.Reached reached : piece.reached()) {
      if (known.add(reached.fingerprint())) {
        log.append(reached.parent(), reached.node());
      }
    }
  }

  private void save() throws IOException {
    log.force();
    new Checkpoint(
            crew.any().name(),
            plan.fingerprinting(),
            log.length(),
            next,
            levelEnd,
            depth,
            transitionCount,
            memberCount,
            ruleCounts)
        .write(folder);
  }

  private Map<Rule, Long> coverage() {
    Map<Rule, Long> coverage = new EnumMap<>(Rule.class);
    for (Rule rule : Rule.values()) {
      if (ruleCounts[rule.ordinal()] > 0) {
        coverage.put(rule, ruleCounts[rule.ordinal()]);
      }
    }
    return coverage;
  }

  private Exploration.Find find(Found found) throws IOException {
    List<byte[]> path = log.path(found.offset());
    List<Exploration.Find> finds = new ArrayList<>();
    crew.forEach(
        List.of(found),
        (one, space) ->
            finds.add(
                new Exploration.Find(space.instructions(path, one.edge()), one.difference())));
    return finds.getFirst();
  }
}
