package org.poolproof.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of the file of known survivors: {@code KEY | equivalent or open | reason}. An equivalent
 * mutant computes the same as the original; an open one is a gap in the tests that is known. Blank
 * lines and lines that begin with {@code #} are comments.
 */
record Survivor(String key, boolean equivalent, String reason, String place) {

  /** The known survivors by key; each malformed line adds a sentence to the complaints. */
  static Map<String, Survivor> read(Path file, List<String> complaints) throws IOException {
    Map<String, Survivor> known = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String place = file + ":" + (i + 1);
      String[] parts = line.split("\\|", 3);
      String status = parts.length > 1 ? parts[1].strip() : "";
      if (!status.equals("equivalent") && !status.equals("open")) {
        complaints.add(place + ": expected KEY | equivalent or open | reason");
        continue;
      }
      String reason = parts.length > 2 ? parts[2].strip() : "";
      if (reason.isEmpty() || reason.equals("REASON")) {
        complaints.add(place + ": expected a reason after the second bar");
      }
      String key = parts[0].strip();
      Survivor entry = new Survivor(key, status.equals("equivalent"), reason, place);
      if (known.putIfAbsent(key, entry) != null) {
        complaints.add(place + ": expected each mutant once, this one is listed twice");
      }
    }
    return known;
  }
}
