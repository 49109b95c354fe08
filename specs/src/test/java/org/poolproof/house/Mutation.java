package org.poolproof.house;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * One mutant of PIT's report. Its key names the class, the method with its descriptor, the mutator
 * and which of the method's mutants of that mutator it is, counted from 1 in the order of the
 * bytecode; it does not change when lines move.
 */
record Mutation(String key, String packageName, Status status, String place, String description) {

  /** How PIT says a mutant ended. */
  enum Status {
    KILLED("killed"),
    SURVIVED("survived"),
    NO_COVERAGE("no coverage"),
    TIMED_OUT("timed out"),
    MEMORY_ERROR("memory error"),
    RUN_ERROR("run error"),
    NON_VIABLE("not viable"),
    STARTED("unfinished"),
    NOT_STARTED("not started"),
    EQUIVALENT("said to be equivalent");

    private final String words;

    Status(String words) {
      this.words = words;
    }

    /** True when the mutant was noticed, by a test or by the end of the process that ran it. */
    boolean isKilled() {
      return this == KILLED || isAborted();
    }

    /** True when the mutant ended its test instead of failing it. */
    boolean isAborted() {
      return this == TIMED_OUT || this == MEMORY_ERROR || this == RUN_ERROR;
    }

    /** True when the mutant counts: bytecode that the JVM does not load is no mutant. */
    boolean counts() {
      return this != NON_VIABLE;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** True of a mutant that no test noticed, whether it ran or not. */
  boolean survives() {
    return status.counts() && !status.isKilled();
  }

  /** The mutants of a report, in the order of their keys. */
  static List<Mutation> read(Path report) throws IOException {
    List<Map<String, String>> elements = new ArrayList<>();
    try (InputStream bytes = Files.newInputStream(report)) {
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      readInto(elements, factory.createXMLStreamReader(bytes));
    } catch (XMLStreamException malformed) {
      String message = malformed.getMessage().replace('\n', ' ');
      throw new IOException(report + ": expected PIT's report: " + message, malformed);
    }
    elements.sort(
        Comparator.comparing((Map<String, String> element) -> group(element))
            .thenComparing(element -> Integer.parseInt(element.getOrDefault("index", "0")))
            .thenComparing(element -> element.getOrDefault("description", "")));
    Map<String, Integer> ordinals = new HashMap<>();
    return elements.stream()
        .map(element -> of(element, ordinals.merge(group(element), 1, Integer::sum)))
        .toList();
  }

  /**
   * Flattens each mutation to its attributes and the text of its elements; the first index counts.
   */
  private static void readInto(List<Map<String, String>> elements, XMLStreamReader reader)
      throws XMLStreamException {
    Map<String, String> current = new HashMap<>();
    String name = "";
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamReader.START_ELEMENT) {
        name = reader.getLocalName();
        if (name.equals("mutation")) {
          current = new HashMap<>();
          elements.add(current);
          current.put("status", reader.getAttributeValue(null, "status"));
        }
      } else if (event == XMLStreamReader.CHARACTERS && !reader.isWhiteSpace()) {
        boolean again = name.equals("index") && current.containsKey("index");
        current.merge(name, reader.getText(), (old, more) -> again ? old : old + more);
      }
    }
  }

  private static Mutation of(Map<String, String> element, int ordinal) {
    String type = element.get("mutatedClass");
    int dot = type.lastIndexOf('.');
    return new Mutation(
        group(element) + " #" + ordinal,
        dot < 0 ? "" : type.substring(0, dot),
        Status.valueOf(element.get("status")),
        element.get("sourceFile") + ":" + element.get("lineNumber"),
        element.getOrDefault("description", ""));
  }

  /** Everything of the key but the ordinal. */
  private static String group(Map<String, String> element) {
    String mutator = element.get("mutator");
    String simple = mutator.substring(mutator.lastIndexOf('.') + 1).replaceAll("Mutator$", "");
    return element.get("mutatedClass")
        + " "
        + element.get("mutatedMethod")
        + element.get("methodDescription")
        + " "
        + simple;
  }
}
