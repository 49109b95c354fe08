package org.poolproof.specs.subject.port;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What a host writes, held against what it was asked, line by line. */
final class Replies {

  private static final String ARROW = " -> ";
  private static final String STATISTICS = "statistics";

  private final HostProcess process;
  private Duration limit = Duration.ZERO;
  private @Nullable String nextLine;
  private String lastLine;
  private @Nullable HostFault fault;

  /**
   * @param lastLine the last that was written so far
   * @param fault what was wrong with it, so that no reply can be had; null if nothing was
   */
  Replies(HostProcess process, String lastLine, @Nullable HostFault fault) {
    this.process = process;
    this.lastLine = lastLine;
    this.fault = fault;
  }

  /** What the host did that it must not, null if nothing. */
  @Nullable HostFault fault() {
    return fault;
  }

  /**
   * The reply to {@code asked}.
   *
   * @param hasCalls whether calls of the layers below follow, indented
   * @param patience how long to wait for a line
   * @throws HostFault if something else comes, or nothing
   */
  Reply next(String asked, boolean hasCalls, Duration patience) {
    if (fault != null) {
      throw fault;
    }
    limit = patience;
    String line = takeLine(asked);
    String added = line.startsWith(asked) ? line.substring(asked.length()) : null;
    if (added == null || !(added.isEmpty() || added.startsWith(ARROW))) {
      throw fault(asked, "it wrote " + Quoted.of(line), false);
    }
    String answer = added.isEmpty() ? null : added.substring(ARROW.length());
    lastLine = line;
    if (hasCalls) {
      return new Reply(answer, calls(asked));
    }
    Reply reply = new Reply(answer, List.of());
    return asked.equals(STATISTICS) && answer != null && !reply.isUnknown()
        ? new Reply(answer, text(asked, answer))
        : reply;
  }

  private List<String> calls(String asked) {
    String line = takeLine(asked);
    if (!line.startsWith(" ")) {
      nextLine = line;
      return List.of();
    }
    List<String> calls = new ArrayList<>();
    for (; line.startsWith(" "); line = takeLine(asked)) {
      calls.add(line);
    }
    nextLine = line;
    return calls;
  }

  private List<String> text(String asked, String countText) {
    if (!countText.matches("[0-9]{1,6}")) {
      throw fault(
          asked, "it wrote " + Quoted.of(lastLine) + ", which says no number of lines", false);
    }
    List<String> text = new ArrayList<>();
    for (int left = Integer.parseInt(countText); left > 0; left--) {
      String line = takeLine(asked);
      if (!line.equals(STATISTICS) && !line.startsWith(STATISTICS + " ")) {
        throw fault(
            asked, "it wrote " + Quoted.of(line) + ", with " + left + " lines to come", false);
      }
      text.add(line.substring(Math.min(line.length(), STATISTICS.length() + 1)));
    }
    return text;
  }

  private String takeLine(String asked) {
    String line = nextLine;
    nextLine = null;
    if (line != null) {
      return line;
    }
    try {
      line = process.line(limit);
    } catch (HostFault wrong) {
      throw fault(asked, String.valueOf(wrong.getMessage()), wrong.isSilence());
    }
    if (line == null) {
      String unfinished = process.unfinishedLine();
      String wrote = unfinished.isEmpty() ? "" : "it wrote " + Quoted.of(unfinished) + "; ";
      throw fault(asked, wrote + process.ending(), false);
    }
    return line;
  }

  private HostFault fault(String asked, String what, boolean isSilence) {
    HostFault found =
        new HostFault(
            what + "; awaited was " + Quoted.of(asked) + ", the last answer " + Quoted.of(lastLine),
            isSilence);
    fault = found;
    return found;
  }

  /** What is wrong with something that the host wrote although nothing was asked. */
  HostFault unasked(Duration patience) {
    String line = process.line(patience);
    HostFault found =
        new HostFault(
            "it wrote "
                + Quoted.of(line == null ? process.ending() : line)
                + " unasked; the last answer "
                + Quoted.of(lastLine),
            false);
    fault = found;
    return found;
  }
}
