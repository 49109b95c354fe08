package org.poolproof.specs.script;

import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.GeometryRefused;

/** The first line of a golden log, behind {@code # pymalloc golden}. */
final class GoldenHead {

  static final String PREFIX = "# pymalloc golden ";

  private GoldenHead() {}

  static Recording.Golden read(Cursor cursor) throws Unreadable {
    if (!cursor.passes("1; ")) {
      throw cursor.found("version '1;' of the golden logs");
    }
    cursor.require("recorded from CPython ");
    int place = cursor.position();
    String python = cursor.word(";", "a version of CPython");
    Geometry geometry = geometry(cursor, place, python);
    cursor.require("; seed ");
    long seed = cursor.decimal("a decimal seed");
    cursor.require(" arena mode ");
    int arenaMode = mode(cursor);
    cursor.require(" oom ");
    int refusals = refusals(cursor);
    cursor.require(" arena-region-base ");
    Address arenaRegion = region(cursor, geometry);
    cursor.requireEnd();
    Regions regions = new Regions(geometry.wordBytes(), arenaRegion);
    return new Recording.Golden(python, seed, arenaMode, refusals, regions);
  }

  /** The geometry of CPython {@code python}, which stands at {@code place}. */
  static Geometry geometry(Cursor cursor, int place, String python) throws Unreadable {
    try {
      return Geometries.ofPython(python);
    } catch (GeometryRefused e) {
      throw cursor.foundAt(place, "a version with a geometry (" + e.getMessage() + ")");
    }
  }

  static int mode(Cursor cursor) throws Unreadable {
    return (int) cursor.decimal(Integer.MAX_VALUE, "an arena mode below 2^31");
  }

  static int refusals(Cursor cursor) throws Unreadable {
    return (int) cursor.decimal(Integer.MAX_VALUE, "a rate of refusals below 2^31");
  }

  /** The base of the arena region: not null, and a pointer of {@code geometry}. */
  static Address region(Cursor cursor, Geometry geometry) throws Unreadable {
    int place = cursor.position();
    cursor.require("0x");
    long value = cursor.hexadecimal("the hexadecimal base of the arena region");
    if (value == 0 || Long.compareUnsigned(value, geometry.maxWord()) > 0) {
      throw cursor.foundAt(place, "an address of " + geometry.wordBytes() + " bytes, not null");
    }
    return new Address(value);
  }
}
