package org.poolproof.specs.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.explore.Fingerprinting;
import org.poolproof.specs.explore.Plan;
import picocli.CommandLine.Option;

/** The options that say how a state space is explored. */
final class PlanOptions {

  @Option(
      names = "--reduction",
      paramLabel = "none|orbits",
      description = {
        "orbits: one state for all that differ in the order of pools and blocks only, which no rule"
            + " looks at (default: none)"
      })
  private String reduction = "none";

  @Option(
      names = "--members",
      paramLabel = "K",
      description = "of each orbit so many more states, chosen at random (default: 4)")
  private int memberCount = 4;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "sequences of at most so many operations (default: of any length)")
  private @Nullable Integer depth;

  @Option(
      names = "--fingerprint",
      paramLabel = "BITS",
      description = "64 or 128 bits, by which states are told apart (default: 64)")
  private int fingerprintBits = Fingerprinting.NARROW_BITS;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      description =
          "so much memory for fingerprints; beyond it they lie on the disk (default: 4096)")
  private long memoryMebibytes = 4096;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "so many threads (default: as many as there are processors)")
  private int workers = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--checkpoint",
      paramLabel = "DIR",
      description = {
        "where it is written how far it is, every 20 seconds; a run with the same folder goes on"
            + " from there"
      })
  private @Nullable Path checkpoint;

  /** The greatest depth that was named, null if none was. */
  @Nullable Integer depth() {
    return depth;
  }

  /** How many members of an orbit are examined beside its representative, null if all are. */
  @Nullable Integer sampleCount() {
    return switch (reduction) {
      case "none" -> null;
      case "orbits" -> memberCount;
      default ->
          throw new IllegalArgumentException(
              "--reduction " + reduction + ": expected none or orbits");
    };
  }

  /**
   * How it is explored.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  Plan plan(long seed) {
    if (checkpoint != null && !Files.isDirectory(checkpoint)) {
      throw new IllegalArgumentException(
          "--checkpoint " + checkpoint + ": expected a folder that exists");
    }
    if (depth != null && depth < 0 || memoryMebibytes < 1 || workers < 1 || memberCount < 0) {
      throw new IllegalArgumentException(
          "--depth and --members: expected 0 or more; --memory and --workers: expected 1 or more");
    }
    return new Plan(
        new Fingerprinting(fingerprintBits, seed),
        depth == null ? Plan.TO_CLOSURE : depth,
        workers,
        memoryMebibytes << 20,
        checkpoint);
  }
}
