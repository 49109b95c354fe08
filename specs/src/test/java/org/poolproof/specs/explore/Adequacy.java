package org.poolproof.specs.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.specs.check.Failure;
import org.poolproof.specs.faulty.Exploring;
import org.poolproof.specs.faulty.Fault;

/**
 * Which geometries are large enough for which seeded faults: {@code specs/formal/ADEQUACY.md}.
 *
 * @param lengths by fault, for each scope in its order: the operations of the shortest sequence
 *     that shows it, 0 if none does
 */
record Adequacy(Map<String, List<Integer>> lengths) {

  /** What is explored, to closure. */
  enum Scope {
    SMALLEST("classes=1,blocks=2,pools=2,arenas=1", true),
    WITHOUT_REFUSALS("classes=1,blocks=2,pools=2,arenas=1", false),
    NO_TABLE_GROWTH("classes=1,blocks=2,pools=2,arenas=1,records=2", true),
    TWO_CLASSES("classes=2,blocks=2,pools=2,arenas=1", true),
    THREE_BLOCKS("classes=1,blocks=3,pools=2,arenas=1", true),
    THREE_POOLS("classes=1,blocks=2,pools=3,arenas=1", true),
    NARROW_AND_UNALIGNED("classes=1,blocks=2,pools=3,arenas=1,base=none,word=4,alignment=8", true),
    ARENAS_GIVEN_BACK("classes=1,blocks=2,pools=2,arenas=1,keep=none", true),
    TREE("classes=1,blocks=2,pools=2,arenas=1,index=radix,keep=none", true),
    TREE_OFF_THE_FRAME("classes=1,blocks=2,pools=2,arenas=1,base=pool,index=radix,keep=none", true),
    TWO_ARENAS("classes=1,blocks=2,pools=2,arenas=2", true),
    UNALIGNED_NEIGHBOURS("classes=1,blocks=2,pools=2,arenas=2,base=pool,index=radix", true);

    private final String keys;
    private final boolean mayRefuse;

    Scope(String keys, boolean mayRefuse) {
      this.keys = keys;
      this.mayRefuse = mayRefuse;
    }

    /** The shortest failure of {@code subject} here, null if there is none. */
    @Nullable Failure failure(Exploring subject) {
      return subject.explore(Geometries.named("tiny:" + keys), mayRefuse).failure();
    }

    int length(Exploring subject) {
      Failure failure = failure(subject);
      return failure == null ? 0 : failure.instructions().size();
    }

    private String row() {
      return "| "
          + (ordinal() + 1)
          + " | "
          + spelled()
          + " | `tiny:"
          + keys
          + "`"
          + (mayRefuse ? "" : ", nothing refused")
          + " |";
    }

    private String spelled() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  static final Path FILE =
      Path.of(System.getProperty("poolproof.root", ".."), "specs/formal/ADEQUACY.md");

  private static final String NONE = "-";

  /** What is kept. */
  static Adequacy kept() {
    Map<String, List<Integer>> lengths = new LinkedHashMap<>();
    Pattern row = Pattern.compile("\\| ([a-z0-9-]+-[a-z0-9-]+) \\|(( [0-9-]+ \\|)+)");
    try {
      for (String line : Files.readAllLines(FILE)) {
        var matched = row.matcher(line);
        if (matched.matches()) {
          List<Integer> cells = new ArrayList<>();
          for (String cell : matched.group(2).split("\\|")) {
            if (!cell.isBlank()) {
              cells.add(cell.strip().equals(NONE) ? 0 : Integer.parseInt(cell.strip()));
            }
          }
          lengths.put(matched.group(1), List.copyOf(cells));
        }
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return new Adequacy(lengths);
  }

  /** What {@code faults} come to, anew. */
  static Adequacy of(List<Fault> faults) {
    Map<String, List<Integer>> lengths = new LinkedHashMap<>();
    for (Fault fault : faults) {
      Exploring subject = Exploring.of(fault);
      List<Integer> cells = new ArrayList<>();
      for (Scope scope : Scope.values()) {
        cells.add(scope.length(subject));
      }
      lengths.put(fault.name(), cells);
      System.out.println(row(fault.name(), cells));
    }
    return new Adequacy(lengths);
  }

  int length(String fault, Scope scope) {
    return lengths.get(fault).get(scope.ordinal());
  }

  /** The length of the shortest sequence of all. */
  OptionalInt shortest(String fault) {
    return lengths.get(fault).stream().mapToInt(Integer::intValue).filter(n -> n > 0).min();
  }

  private static String row(String fault, List<Integer> cells) {
    StringBuilder row = new StringBuilder("| " + fault + " |");
    cells.forEach(cell -> row.append(' ').append(cell == 0 ? NONE : cell).append(" |"));
    return row.toString();
  }

  /** Writes this to {@link #FILE}. */
  void write() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("# Which geometries are large enough");
    lines.add("");
    lines.add(
        "Each seeded fault of `impl`, explored to closure in each scope: the operations of the");
    lines.add("shortest sequence that shows it at level placement, or - if none does. Written by");
    lines.add("`mvn -q -Padequacy`.");
    lines.add("");
    lines.add("| | scope | geometry |");
    lines.add("|---|---|---|");
    for (Scope scope : Scope.values()) {
      lines.add(scope.row());
    }
    lines.add("");
    StringBuilder head = new StringBuilder("| fault |");
    StringBuilder rule = new StringBuilder("|---|");
    for (Scope scope : Scope.values()) {
      head.append(' ').append(scope.ordinal() + 1).append(" |");
      rule.append("---|");
    }
    lines.add(head.toString());
    lines.add(rule.toString());
    lengths.forEach((fault, cells) -> lines.add(row(fault, cells)));
    Files.write(FILE, lines);
  }
}
