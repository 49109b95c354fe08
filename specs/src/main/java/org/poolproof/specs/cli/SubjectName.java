package org.poolproof.specs.cli;

import java.util.Arrays;
import java.util.regex.Matcher;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.GeometryRefused;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Subject;
import org.poolproof.specs.subject.impl.ImplSubject;
import org.poolproof.specs.subject.impl.Variant;
import org.poolproof.specs.subject.port.CPythonLibraries;

/**
 * A subject as the command line names it: a kind, what its kind needs behind a colon, and perhaps a
 * geometry of its own behind an @.
 *
 * @param text the whole name
 * @param kind what it is
 * @param argument what is behind the colon; empty for kinds without
 * @param geometry the geometry behind the @, null if there is none
 */
record SubjectName(String text, Kind kind, String argument, @Nullable Geometry geometry) {

  /** The model, of no geometry of its own. */
  static final SubjectName MODEL = new SubjectName("model", Kind.MODEL, "", null);

  /** The contract. */
  static final SubjectName CONTRACT = new SubjectName("contract", Kind.CONTRACT, "", null);

  /** What can be a subject. */
  enum Kind {
    MODEL("model", ""),
    IMPL("impl", ""),
    IMPL_CHECKED("impl:checked", ""),
    CONTRACT("contract", ""),
    /** A really running CPython. */
    CPYTHON("cpython:", "LIBRARY|auto"),
    /** A shared library. */
    NATIVE("native:", "LIBRARY"),
    /** A program on its standard input and output. */
    EXEC("exec:", "COMMAND"),
    /** A Java class. */
    CLASS("class:", "NAME");

    private final String text;
    private final String argument;

    Kind(String text, String argument) {
      this.text = text;
      this.argument = argument;
    }

    /** Whether it runs in a process of its own. */
    boolean isPort() {
      return !argument.isEmpty();
    }
  }

  /** The names of all kinds, for people to choose from. */
  static String kinds() {
    return String.join(
        ", ",
        Arrays.stream(Kind.values())
            .filter(kind -> kind != Kind.CONTRACT)
            .map(kind -> kind.text + kind.argument)
            .toList());
  }

  /**
   * @throws IllegalArgumentException if {@code text} names no subject; the message says what does
   * @throws GeometryRefused if there is no such geometry
   */
  static SubjectName parse(String text) {
    SubjectName named = parseReference(text);
    if (named.isContract()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no allocator, it judges one; expected one of " + kinds());
    }
    return named;
  }

  /** The same of a reference, which may also be the contract. */
  static SubjectName parseReference(String text) {
    for (Kind kind : Kind.values()) {
      if (kind.isPort() && text.startsWith(kind.text)) {
        return port(text, kind);
      }
    }
    int at = text.indexOf('@');
    String name = at < 0 ? text : text.substring(0, at);
    for (Kind kind : Kind.values()) {
      if (kind.text.equals(name) && !kind.isPort()) {
        return new SubjectName(
            text, kind, "", at < 0 ? null : Geometries.named(text.substring(at + 1)));
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a subject; expected one of " + kinds() + ", or one with @GEOMETRY");
  }

  /** Paths and commands may have an @ in them: only a geometry behind the last one is one. */
  private static SubjectName port(String text, Kind kind) {
    int at = text.lastIndexOf('@');
    Geometry own = at < 0 ? null : geometryOrNull(text.substring(at + 1));
    String argument = text.substring(kind.text.length(), own == null ? text.length() : at);
    if (argument.isBlank()) {
      throw new IllegalArgumentException("'" + text + "': expected " + kind.text + kind.argument);
    }
    return new SubjectName(text, kind, argument, own);
  }

  private static @Nullable Geometry geometryOrNull(String name) {
    try {
      return Geometries.named(name);
    } catch (GeometryRefused none) {
      return null;
    }
  }

  /**
   * This, or if it stands for whatever is found here, the first that is found; all of them are said
   * on standard error.
   *
   * @throws org.poolproof.specs.subject.CannotHold if nothing is found
   */
  SubjectName located() {
    if (kind != Kind.CPYTHON || !argument.equals(CPythonLibraries.AUTO)) {
      return this;
    }
    String first = CPythonLibraries.first().toString();
    System.err.println(text + " takes the first of these:");
    CPythonLibraries.all().forEach(library -> System.err.println("  " + kind.text + library));
    return new SubjectName(
        text.replaceFirst(":" + CPythonLibraries.AUTO, Matcher.quoteReplacement(":" + first)),
        kind,
        first,
        geometry);
  }

  /** Whether this judges allocators and is none. */
  boolean isContract() {
    return kind == Kind.CONTRACT;
  }

  /** Whether a subject of this kind must know where its first arena will be granted. */
  boolean isPlaced() {
    return kind != Kind.MODEL;
  }

  /** This on checked memory, if it has memory that can be checked. */
  SubjectName checked() {
    return kind == Kind.IMPL
        ? new SubjectName(
            text.replaceFirst(Kind.IMPL.text, Kind.IMPL_CHECKED.text),
            Kind.IMPL_CHECKED,
            "",
            geometry)
        : this;
  }

  /**
   * A subject of this kind, which is no port, with an empty heap, built to {@code built}.
   *
   * @param firstArena where its first arena will be granted, or somewhere near
   * @throws CannotHold if there is no such subject here
   */
  Subject open(Geometry built, Address firstArena) {
    return switch (kind) {
      case MODEL -> new ModelSubject(built);
      case IMPL -> new ImplSubject(built, Variant.PRODUCTION, firstArena);
      case IMPL_CHECKED -> new ImplSubject(built, Variant.CHECKED, firstArena);
      case CONTRACT, CPYTHON, NATIVE, EXEC, CLASS ->
          throw new IllegalStateException(text + " is not opened here");
    };
  }
}
