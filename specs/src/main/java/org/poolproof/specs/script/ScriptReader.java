package org.poolproof.specs.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.checkerframework.checker.calledmethods.qual.EnsuresCalledMethods;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.mustcall.qual.Owning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;

/**
 * Reads a script, a golden log, a PAT1 trace, or a file of malloclab, mtrace or ltrace, plain or
 * gzip, statement by statement; it holds only a window of the file. The first line tells which it
 * is.
 *
 * <p>Every method that reads throws {@link Unreadable} as soon as the file turns out not to be what
 * its first line says. What was read before is then worth nothing: the file as a whole is refused.
 */
@InheritableMustCall("close")
public final class ScriptReader implements AutoCloseable {

  private static final String FORMATS =
      "the first line of a script ('# poolproof 1; ...'), a golden log ('# pymalloc golden 1; ...')"
          + " or a trace ('PAT1'); of malloclab (a number), mtrace ('= Start') or ltrace (a call)";

  /** A file that says nothing of a geometry is carried out on this one. */
  private static final String FOREIGN_GEOMETRY = "cpython-3.12";

  private final @Owning Content content;
  private final Cursor cursor;
  private @Nullable Opening opening;

  /** What is known when the header is read. */
  private record Opening(Format format, Header header, Body body) {}

  private ScriptReader(String name, @Owning InputStream input) {
    this.content = new Content(input);
    this.cursor = new Cursor(new LineInput(name, content));
  }

  /**
   * Opens {@code file} and reads its header.
   *
   * @throws Unreadable if it is no readable file, or not of a format that is known
   */
  public static ScriptReader open(Path file) throws Unreadable {
    ScriptReader reader = unopened(file);
    try {
      reader.readHeader();
      return reader;
    } catch (Unreadable | RuntimeException | Error e) {
      reader.close();
      throw e;
    }
  }

  /**
   * Reads the header of {@code input}, which the reader owns from now on and closes also if this
   * fails.
   *
   * @param name what errors call it
   * @throws Unreadable if it is not of a format that is known
   */
  public static ScriptReader open(String name, @Owning InputStream input) throws Unreadable {
    ScriptReader reader = new ScriptReader(name, input);
    try {
      reader.readHeader();
      return reader;
    } catch (Unreadable | RuntimeException | Error e) {
      reader.close();
      throw e;
    }
  }

  private static ScriptReader unopened(Path file) throws Unreadable {
    String name = file.toString();
    if (Files.isDirectory(file)) {
      throw Unreadable.file(name, "a directory", "a file");
    }
    try {
      return new ScriptReader(name, Files.newInputStream(file));
    } catch (NoSuchFileException e) {
      throw Unreadable.file(name, "no such file", "a file that exists");
    } catch (AccessDeniedException e) {
      throw Unreadable.file(name, "that it may not be read", "the permission to read it");
    } catch (IOException e) {
      throw Unreadable.file(name, "that it cannot be opened: " + e.getMessage(), "a readable file");
    }
  }

  private void readHeader() throws Unreadable {
    opening = opening(cursor);
  }

  private Opening opened() {
    if (opening == null) {
      throw new IllegalStateException("a reader without a header");
    }
    return opening;
  }

  private static Opening opening(Cursor cursor) throws Unreadable {
    if (!cursor.advance()) {
      throw cursor.found(FORMATS);
    }
    if (cursor.passes(ScriptHead.PREFIX)) {
      Header header = ScriptHead.read(cursor);
      return new Opening(Format.SCRIPT, header, new ScriptBody(cursor));
    }
    if (cursor.passes(GoldenHead.PREFIX)) {
      Recording.Golden golden = GoldenHead.read(cursor);
      Header header = header(golden.python(), true, golden);
      return new Opening(
          Format.GOLDEN, header, new GoldenBody(cursor, header.geometry(), golden.regions()));
    }
    if (cursor.passes(TraceHead.PREFIX)) {
      Summary summary = TraceHead.read(cursor);
      Header header = header(summary.python(), false, new Recording.Trace(summary));
      return new Opening(Format.TRACE, header, new TraceBody(cursor.lines(), summary));
    }
    return foreign(cursor);
  }

  /** What others wrote: only what was asked for is of use, for any allocator. */
  private static Opening foreign(Cursor cursor) throws Unreadable {
    Header header = Header.of(Geometries.named(FOREIGN_GEOMETRY), Level.CONTRACT);
    if (MtraceBody.passesFirstLine(cursor)) {
      return new Opening(Format.MTRACE, header, new MtraceBody(cursor));
    }
    cursor.moveTo(cursor.lines().start());
    if (LtraceBody.isFirstLine(cursor)) {
      return new Opening(Format.LTRACE, header, new LtraceBody(cursor));
    }
    if (MalloclabBody.isFirstLine(cursor)) {
      return new Opening(Format.MALLOCLAB, header, new MalloclabBody(cursor));
    }
    throw cursor.found(FORMATS);
  }

  private static Header header(String python, boolean belowRecorded, Recording recording) {
    Geometry geometry = Geometries.ofPython(python);
    return new Header(geometry, Level.PLACEMENT, belowRecorded, recording);
  }

  /** What the file is. */
  public Format format() {
    return opened().format();
  }

  /** What the file says before its first operation. */
  public Header header() {
    return opened().header();
  }

  /**
   * The next statement; null at the end of the file, which then is complete.
   *
   * @throws Unreadable if the next bytes are not one, or the file ends too early
   */
  public @Nullable Statement next() throws Unreadable {
    return opened().body().next();
  }

  /** Where {@code statement}, which this reader has read, stands: for messages. */
  public String place(Statement statement) {
    String file = cursor.lines().file();
    return format() == Format.TRACE && statement instanceof Step step
        ? file + ": byte " + step.offset() + " (operation " + step.line() + ")"
        : file + ":" + statement.line();
  }

  @Override
  @EnsuresCalledMethods(value = "this.content", methods = "close")
  public void close() {
    content.close();
  }
}
