package org.poolproof.specs.explore;

import java.nio.file.Path;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * How a space is explored, which has no influence on what is found.
 *
 * @param fingerprinting how nodes are told apart
 * @param depthLimit so many operations at most from the start
 * @param workerCount so many threads
 * @param memoryBytes so much memory for fingerprints
 * @param checkpoint the folder from which an exploration goes on and to which it writes how far it
 *     is, null if none
 */
public record Plan(
    Fingerprinting fingerprinting,
    int depthLimit,
    int workerCount,
    long memoryBytes,
    @Nullable Path checkpoint) {

  /** No limit of the depth. */
  public static final int TO_CLOSURE = Integer.MAX_VALUE;

  public Plan {
    if (depthLimit < 0 || workerCount < 1 || memoryBytes < 1 << 20) {
      throw new IllegalArgumentException(
          "depth " + depthLimit + ", " + workerCount + " workers, " + memoryBytes + " bytes");
    }
  }
}
