package org.poolproof.specs.explore;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.pymalloc.rule.Rule;

/**
 * How far an exploration is, beside its log of nodes. What the log holds behind {@code logBytes}
 * came later and is forgotten.
 *
 * @param space what is explored
 * @param nextOffset of the first node that is not expanded
 * @param levelEnd where the nodes of the next depth begin
 */
record Checkpoint(
    String space,
    Fingerprinting fingerprinting,
    long logBytes,
    long nextOffset,
    long levelEnd,
    int depth,
    long transitionCount,
    long memberCount,
    long[] ruleCounts) {

  private static final String FILE = "checkpoint.properties";

  /** What was written to {@code folder}, null if nothing was. */
  static @Nullable Checkpoint read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return null;
    }
    Properties fields = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      fields.load(reader);
    }
    return new Checkpoint(
        text(fields, "space"),
        new Fingerprinting(
            (int) number(fields, "fingerprintBits"), number(fields, "fingerprintSeed")),
        number(fields, "logBytes"),
        number(fields, "nextOffset"),
        number(fields, "levelEnd"),
        (int) number(fields, "depth"),
        number(fields, "transitions"),
        number(fields, "members"),
        ruleCounts(fields));
  }

  private static String text(Properties fields, String key) throws IOException {
    String text = fields.getProperty(key);
    if (text == null) {
      throw new IOException(FILE + ": no " + key);
    }
    return text;
  }

  private static long number(Properties fields, String key) throws IOException {
    try {
      return Long.parseLong(text(fields, key));
    } catch (NumberFormatException broken) {
      throw new IOException(FILE + ": " + key + " is no number", broken);
    }
  }

  private static long[] ruleCounts(Properties fields) throws IOException {
    long[] counts = new long[Rule.values().length];
    for (Rule rule : Rule.values()) {
      counts[rule.ordinal()] = number(fields, "rule." + rule);
    }
    return counts;
  }

  /** Writes this to {@code folder}, whole or not at all. */
  void write(Path folder) throws IOException {
    Properties fields = new Properties();
    fields.setProperty("space", space);
    fields.setProperty("fingerprintBits", Integer.toString(fingerprinting.bits()));
    fields.setProperty("fingerprintSeed", Long.toString(fingerprinting.seed()));
    fields.setProperty("logBytes", Long.toString(logBytes));
    fields.setProperty("nextOffset", Long.toString(nextOffset));
    fields.setProperty("levelEnd", Long.toString(levelEnd));
    fields.setProperty("depth", Integer.toString(depth));
    fields.setProperty("transitions", Long.toString(transitionCount));
    fields.setProperty("members", Long.toString(memberCount));
    for (Rule rule : Rule.values()) {
      fields.setProperty("rule." + rule, Long.toString(ruleCounts[rule.ordinal()]));
    }
    Path draft = folder.resolve(FILE + ".tmp");
    try (Writer writer = Files.newBufferedWriter(draft)) {
      fields.store(writer, null);
    }
    Files.move(draft, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Passes if this is an exploration of {@code otherSpace}.
   *
   * @throws OtherExploration if it is not
   */
  void require(String otherSpace, Fingerprinting otherFingerprinting) {
    if (!space.equals(otherSpace) || !fingerprinting.equals(otherFingerprinting)) {
      throw new OtherExploration(
          "the checkpoint is of "
              + space
              + ", "
              + fingerprinting
              + "; expected one of "
              + otherSpace
              + ", "
              + otherFingerprinting);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Checkpoint that && toString().equals(that.toString());
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  @Override
  public String toString() {
    return space
        + " "
        + fingerprinting
        + Arrays.stream(
                new long[] {logBytes, nextOffset, levelEnd, depth, transitionCount, memberCount})
            .mapToObj(Long::toString)
            .collect(Collectors.joining(" ", " ", " "))
        + Arrays.toString(ruleCounts);
  }
}
