package org.poolproof.specs.faulty;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads faults. Each is told like this; comments begin with {@code #}:
 *
 * <pre>
 * fault full-pool-stays
 *   A pool that ran full stays in the list of its class.
 *   in pymalloc/UsedPools
 *   |  } else {
 *   -    unlink(pool);
 *   +    linkFirst(pool);
 *   found by full-pool at 3: ANSWER
 * </pre>
 *
 * <p>Lines behind {@code |} and {@code -} stand in the source, in one piece and nowhere else; those
 * behind {@code -} give way to those behind {@code +}. How far they are indented does not count.
 * What finds it is a {@link Finder}: a script or the beginning of a recording's name, perhaps
 * behind {@code answers of}, {@code bounds of} or {@code contents of}; then the operation and the
 * rule.
 */
final class FaultReader {
  private static final Pattern FOUND = Pattern.compile("found by (.+) at (\\d+): (\\S+)");

  private final String place;
  private final List<Fault> faults = new ArrayList<>();
  private String name = "";
  private String sentence = "";
  private List<Fault.Edit> edits = new ArrayList<>();
  private List<Finding> findings = new ArrayList<>();

  private FaultReader(String place) {
    this.place = place;
  }

  /**
   * The faults that {@code lines} tell.
   *
   * @throws IllegalArgumentException if they tell none, or one is not whole; the line is named
   */
  static List<Fault> read(String place, List<String> lines) {
    FaultReader reader = new FaultReader(place);
    for (int at = 0; at < lines.size(); at++) {
      try {
        reader.line(lines.get(at).strip());
      } catch (IllegalArgumentException wrong) {
        throw new IllegalArgumentException(place + ":" + (at + 1) + ": " + wrong.getMessage());
      }
    }
    reader.finish();
    return List.copyOf(reader.faults);
  }

  private void line(String line) {
    Matcher found = FOUND.matcher(line);
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    if (line.startsWith("fault ")) {
      finish();
      name = line.substring(6).strip();
    } else if (line.startsWith("in ")) {
      edits.add(new Fault.Edit(line.substring(3).strip(), new ArrayList<>(), new ArrayList<>()));
    } else if ("|-+".indexOf(line.charAt(0)) >= 0) {
      edit(line.charAt(0), line.substring(1).strip());
    } else if (found.matches()) {
      Finder finder = Finder.named(found.group(1));
      findings.add(new Finding(finder, Long.parseLong(found.group(2)), found.group(3)));
    } else if (edits.isEmpty()) {
      sentence = (sentence + " " + line).strip();
    } else {
      throw new IllegalArgumentException("found '" + line + "'");
    }
  }

  private void edit(char kind, String line) {
    if (edits.isEmpty()) {
      throw new IllegalArgumentException("lines of no source");
    }
    if (kind != '+') {
      edits.getLast().original().add(line);
    }
    if (kind != '-') {
      edits.getLast().replacement().add(line);
    }
  }

  private void finish() {
    if (name.isEmpty()) {
      return;
    }
    if (sentence.isEmpty() || edits.isEmpty() || findings.isEmpty()) {
      throw new IllegalArgumentException(
          place + ": " + name + ": expected a sentence, lines and what finds it");
    }
    faults.add(new Fault(name, sentence, edits, findings));
    name = "";
    sentence = "";
    edits = new ArrayList<>();
    findings = new ArrayList<>();
  }
}
