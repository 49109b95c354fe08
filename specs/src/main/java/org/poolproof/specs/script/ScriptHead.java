package org.poolproof.specs.script;

import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.GeometryRefused;

/**
 * The first line of a script, {@code # poolproof 1; KEY VALUE; KEY VALUE ...}, in a fixed order.
 */
final class ScriptHead {

  static final String PREFIX = "# poolproof ";
  static final String SUMMARY = "summary ";

  private static final String KEYS =
      "the end of the line or one of the keys geometry, level, steady, below, recorded, in this"
          + " order";

  private ScriptHead() {}

  /**
   * Reads what follows {@link #PREFIX}, and the summary lines of a trace. The cursor goes on to the
   * first statement.
   */
  static Header read(Cursor cursor) throws Unreadable {
    Header header = header(cursor);
    boolean isAtStatement = header.recording() instanceof Recording.Trace;
    if (!isAtStatement) {
      cursor.advanceToContent();
    }
    return header;
  }

  private static Header header(Cursor cursor) throws Unreadable {
    if (!cursor.passes("1; ")) {
      throw cursor.found("version '1;' of the language");
    }
    long geometryColumn = cursor.column() + "geometry ".length();
    Geometry geometry = geometry(cursor);
    @Nullable Level level = cursor.passes("; level ") ? level(cursor) : null;
    boolean isSteady = cursor.passes("; steady");
    boolean belowRecorded = cursor.passes("; below ");
    if (belowRecorded) {
      cursor.require("recorded");
    }
    if (!cursor.passes("; recorded ")) {
      requireEnd(cursor);
      return new Header(geometry, level, isSteady, belowRecorded, Recording.NONE);
    }
    if (isSteady) {
      throw cursor.found("the end of the line: a recording is no steady work");
    }
    if (cursor.passes("golden 1")) {
      Recording golden = golden(cursor, geometry);
      requireEnd(cursor);
      return new Header(geometry, level, belowRecorded, golden);
    }
    if (!cursor.passes("trace 1")) {
      throw cursor.found("'golden 1' or 'trace 1'");
    }
    requireEnd(cursor);
    return new Header(geometry, level, belowRecorded, trace(cursor, geometry, geometryColumn));
  }

  private static Recording trace(Cursor cursor, Geometry geometry, long geometryColumn)
      throws Unreadable {
    TraceHead trace = new TraceHead(cursor);
    cursor.lines().allowLongLines(SUMMARY);
    while (cursor.advanceToContent() && cursor.passes(SUMMARY)) {
      trace.readEntry();
    }
    Summary summary = trace.summary();
    Geometry recorded = Geometries.ofPython(summary.python());
    if (!recorded.equals(geometry)) {
      throw Unreadable.text(
          cursor.lines().file(),
          1,
          geometryColumn,
          "'" + geometry.name() + "'",
          recorded.name() + ", the geometry of CPython " + summary.python());
    }
    return new Recording.Trace(summary);
  }

  private static Geometry geometry(Cursor cursor) throws Unreadable {
    cursor.require("geometry ");
    int place = cursor.position();
    String name = cursor.word(";", "the name of a geometry");
    try {
      return Geometries.named(name);
    } catch (GeometryRefused e) {
      throw cursor.foundAt(place, "a geometry that exists (" + e.getMessage() + ")");
    }
  }

  private static @Nullable Level level(Cursor cursor) throws Unreadable {
    int place = cursor.position();
    Level level = Level.named(cursor.word(";", "a level"));
    if (level == null) {
      throw cursor.foundAt(place, "one of the levels contract, structure, placement");
    }
    return level;
  }

  private static Recording golden(Cursor cursor, Geometry geometry) throws Unreadable {
    cursor.require("; python ");
    int place = cursor.position();
    String python = cursor.word(";", "a version of CPython");
    if (!GoldenHead.geometry(cursor, place, python).equals(geometry)) {
      throw cursor.foundAt(place, "a version with the geometry " + geometry.name());
    }
    cursor.require("; seed ");
    long seed = cursor.decimal("a decimal seed");
    cursor.require("; mode ");
    int arenaMode = GoldenHead.mode(cursor);
    cursor.require("; oom ");
    int refusals = GoldenHead.refusals(cursor);
    cursor.require("; arena-region ");
    Regions regions = new Regions(geometry.wordBytes(), GoldenHead.region(cursor, geometry));
    cursor.require("; raw-region ");
    place = cursor.position();
    Address rawRegion = GoldenHead.region(cursor, geometry);
    if (!rawRegion.equals(regions.rawRegion())) {
      throw cursor.foundAt(place, regions.rawRegion() + ", which goes with this arena region");
    }
    return new Recording.Golden(python, seed, arenaMode, refusals, regions);
  }

  private static void requireEnd(Cursor cursor) throws Unreadable {
    if (cursor.passes("; ")) {
      throw cursor.found(KEYS);
    }
    if (!cursor.isAtEnd()) {
      throw cursor.found("';' or the end of the line");
    }
  }
}
