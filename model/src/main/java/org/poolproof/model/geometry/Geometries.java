package org.poolproof.model.geometry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The geometries by name: the presets, and whatever {@code tiny:...} describes. PYMALLOC.md 1. */
public final class Geometries {

  private static final Ownership TABLE = new Ownership.Table();
  private static final Ownership RADIX_48_BITS = new Ownership.Radix(10, 10, 8);
  private static final Ownership RADIX_64_BITS = new Ownership.Radix(15, 15, 14);
  private static final Ownership RADIX_32_BITS = new Ownership.Radix(0, 0, 14);

  private static final int REAL_RECORD_COUNT = 16;

  private static final Map<String, Geometry> PRESETS = presets();

  private Geometries() {}

  /** The names of the presets, oldest version first. */
  public static List<String> names() {
    return List.copyOf(PRESETS.keySet());
  }

  /**
   * The geometry called {@code text}.
   *
   * @throws GeometryRefused if there is none, or the algorithm cannot run on it
   */
  public static Geometry named(String text) {
    Geometry preset = PRESETS.get(text);
    if (preset != null) {
      return preset;
    }
    if (text.equals("tiny") || text.startsWith(TinyGeometry.PREFIX)) {
      return TinyGeometry.parse(text);
    }
    throw new GeometryRefused(
        "geometry "
            + text
            + ": not known; one of "
            + String.join(", ", names())
            + ", tiny:KEY=VALUE,...");
  }

  /**
   * The preset for a recording of CPython {@code version}, such as 3.8.18 or 3.9.2-i386.
   *
   * @throws GeometryRefused if there is none
   */
  public static Geometry ofPython(String version) {
    String[] halves = version.split("-", 2);
    String suffix = halves.length == 1 ? "" : "-" + halves[1];
    String[] parts = halves[0].split("\\.", -1);
    Geometry preset =
        parts.length >= 2 ? PRESETS.get("cpython-" + parts[0] + "." + parts[1] + suffix) : null;
    if (preset == null) {
      throw new GeometryRefused(
          "CPython " + version + ": no preset; there are " + String.join(", ", names()));
    }
    return preset;
  }

  private static Map<String, Geometry> presets() {
    Map<String, Geometry> presets = new LinkedHashMap<>();
    Stream.of(
            small("cpython-2.7", false, ClientRules.PYTHON_2_7),
            small("cpython-3.6", false, ClientRules.PYTHON_3_6),
            small("cpython-3.7", false, ClientRules.PYTHON_3_7),
            small("cpython-3.8", false, ClientRules.PYTHON_3_7),
            small("cpython-3.9", true, ClientRules.PYTHON_3_7),
            large("cpython-3.10", RADIX_48_BITS),
            large("cpython-3.11", RADIX_64_BITS),
            large("cpython-3.12", RADIX_64_BITS),
            large("cpython-3.13", RADIX_64_BITS),
            narrow("cpython-3.9-i386", 4, true, TABLE),
            narrow("cpython-3.11-i386", 4, true, RADIX_32_BITS),
            narrow("founding-64", 8, false, TABLE))
        .forEach(geometry -> presets.put(geometry.name(), geometry));
    return presets;
  }

  /** 16-byte alignment, 4 KiB pools, 256 KiB arenas. */
  private static Geometry small(String name, boolean keepsLastArena, ClientRules rules) {
    return real(name, 8, 16, 4 << 10, 256 << 10, TABLE, keepsLastArena, rules);
  }

  /** 16-byte alignment, 16 KiB pools, 1 MiB arenas. */
  private static Geometry large(String name, Ownership radix) {
    return real(name, 8, 16, 16 << 10, 1 << 20, radix, true, ClientRules.PYTHON_3_7);
  }

  /** 8-byte alignment, 4 KiB pools, 256 KiB arenas: the founding document's numbers. */
  private static Geometry narrow(
      String name, int wordBytes, boolean keepsLastArena, Ownership ownership) {
    return real(
        name, wordBytes, 8, 4 << 10, 256 << 10, ownership, keepsLastArena, ClientRules.PYTHON_3_7);
  }

  private static Geometry real(
      String name,
      int wordBytes,
      int alignmentBytes,
      int poolBytes,
      int arenaBytes,
      Ownership ownership,
      boolean keepsLastArena,
      ClientRules rules) {
    return new Geometry(
        name,
        wordBytes,
        alignmentBytes,
        Geometry.GREATEST_SMALL_LIMIT_BYTES / alignmentBytes,
        poolBytes,
        arenaBytes,
        Geometry.UNLIMITED,
        ownership,
        keepsLastArena,
        REAL_RECORD_COUNT,
        rules,
        null,
        Geometry.UNLIMITED);
  }
}
