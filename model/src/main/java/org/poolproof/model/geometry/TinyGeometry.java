package org.poolproof.model.geometry;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads {@code tiny:classes=2,blocks=3,...}: a geometry so small that its state space closes. Keys
 * that are left out have a default; the name of the result spells all of them out.
 */
final class TinyGeometry {

  static final String PREFIX = "tiny:";

  private static final Map<String, String> DEFAULTS = defaults();

  private final String text;
  private final Map<String, String> values;

  private TinyGeometry(String text) {
    this.text = text;
    this.values = values(text);
  }

  static Geometry parse(String text) {
    return new TinyGeometry(text).geometry();
  }

  private static Map<String, String> defaults() {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("classes", "2");
    defaults.put("blocks", "3");
    defaults.put("pools", "4");
    defaults.put("arenas", "2");
    defaults.put("base", "arena");
    defaults.put("word", "8");
    defaults.put("alignment", "");
    defaults.put("index", "table");
    defaults.put("radix", "1/1/1");
    defaults.put("records", "1");
    defaults.put("keep", "last");
    defaults.put("raw", "1");
    return defaults;
  }

  private static Map<String, String> values(String text) {
    Map<String, String> values = new LinkedHashMap<>(DEFAULTS);
    Set<String> named = new HashSet<>();
    String list = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
    for (String pair : list.isEmpty() ? new String[0] : list.split(",", -1)) {
      int equals = pair.indexOf('=');
      String key = pair.substring(0, Math.max(0, equals));
      if (!DEFAULTS.containsKey(key)) {
        throw new GeometryRefused(
            "geometry "
                + text
                + ": '"
                + pair
                + "' is not KEY=VALUE with one of the keys "
                + String.join(", ", DEFAULTS.keySet()));
      }
      if (!named.add(key)) {
        throw new GeometryRefused("geometry " + text + ": " + key + " is given twice");
      }
      values.put(key, pair.substring(equals + 1));
    }
    if (value(values, "alignment").isEmpty()) {
      values.put("alignment", value(values, "word").equals("4") ? "8" : "16");
    }
    return values;
  }

  private Geometry geometry() {
    int word = number("word");
    int alignment = number("alignment");
    int classes = number("classes");
    int blocks = number("blocks");
    int pools = number("pools");
    // Where word, alignment or classes are impossible, Geometry refuses them whatever the pool
    // size.
    long needed = 4L * word + 16 + (long) Math.max(2, blocks) * classes * alignment;
    long poolBytes = Long.highestOneBit(Math.max(1, needed) * 2 - 1);
    if (poolBytes > 1 << 20 || poolBytes * pools > Integer.MAX_VALUE) {
      throw new GeometryRefused(
          "geometry " + text + ": too large to be tiny; pools of at most 1 MiB");
    }
    return new Geometry(
        canonicalName(),
        word,
        alignment,
        classes,
        (int) poolBytes,
        (int) poolBytes * pools,
        blocks == Geometry.UNLIMITED ? -1 : blocks,
        ownership(),
        oneOf("keep", "last", "none").equals("last"),
        number("records"),
        ClientRules.PYTHON_3_7,
        new ArenaSlots(number("arenas"), base()),
        number("raw"));
  }

  private ArenaSlots.Base base() {
    String base = oneOf("base", "arena", "pool", "none", "mixed");
    return ArenaSlots.Base.valueOf(base.toUpperCase(Locale.ROOT));
  }

  private Ownership ownership() {
    if (oneOf("index", "table", "radix").equals("table")) {
      return new Ownership.Table();
    }
    String[] widths = value(values, "radix").split("/", -1);
    if (widths.length != 3) {
      throw refused("radix", "three widths, such as 1/1/1");
    }
    return new Ownership.Radix(
        integer("radix", widths[0]), integer("radix", widths[1]), integer("radix", widths[2]));
  }

  private int number(String key) {
    return integer(key, value(values, key));
  }

  private int integer(String key, String digits) {
    if (!digits.matches("[0-9]{1,6}")) {
      throw refused(key, "a number of at most six digits");
    }
    return Integer.parseInt(digits);
  }

  private String oneOf(String key, String... choices) {
    for (String choice : choices) {
      if (choice.equals(value(values, key))) {
        return choice;
      }
    }
    throw refused(key, "one of " + String.join(", ", choices));
  }

  private GeometryRefused refused(String key, String expected) {
    return new GeometryRefused(
        "geometry " + text + ": " + key + "=" + value(values, key) + ", expected " + expected);
  }

  private String canonicalName() {
    StringBuilder name = new StringBuilder(PREFIX);
    values.forEach((key, value) -> {
      boolean applies = !key.equals("radix") || value(values, "index").equals("radix");
      if (applies) {
        name.append(name.length() == PREFIX.length() ? "" : ",");
        name.append(key).append('=').append(value);
      }
    });
    return name.toString();
  }

  private static String value(Map<String, String> values, String key) {
    String value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("no such key: " + key);
    }
    return value;
  }
}
