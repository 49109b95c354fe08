package org.poolproof.specs.faulty;

import java.lang.reflect.Constructor;
import java.nio.file.Path;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.lockstep.FirstArena;
import org.poolproof.specs.lockstep.Recordings;
import org.poolproof.specs.lockstep.Replay;
import org.poolproof.specs.lockstep.ReplayResult;
import org.poolproof.specs.script.Header;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.Subject;

/**
 * A run of the implementation that agrees unless something is wrong with it.
 *
 * @param kind what is looked at
 * @param name a script among the resources, without suffix, or the beginning of a recording's name
 */
public record Finder(Kind kind, String name) {

  /** What is looked at. */
  enum Kind {
    /** Answers, calls below, the image, counters and statistics. */
    ALL(""),
    /** The same without the image. */
    ANSWERS("answers of "),
    /** The same, and what is said to lie in an arena, at the bounds of each. */
    BOUNDS("bounds of "),
    /** What the client's blocks hold. */
    CONTENTS("contents of ");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  private static final String IMPL = "org.poolproof.specs.subject.impl.";

  /** The finder that {@code text} names, which is what {@link #toString} gives. */
  static Finder named(String text) {
    for (Kind kind : Kind.values()) {
      if (kind != Kind.ALL && text.startsWith(kind.prefix)) {
        return new Finder(kind, text.substring(kind.prefix.length()));
      }
    }
    return new Finder(Kind.ALL, text);
  }

  /** Whether it replays a recording of a CPython. */
  boolean isRecording() {
    return name.contains("-py");
  }

  /**
   * Where the implementation whose classes {@code loader} defines shows that it is wrong, null if
   * nowhere.
   *
   * @param operationLimit how many operations of a recording are run at most
   */
  Finding run(ClassLoader loader, long operationLimit) {
    try (ScriptReader script = open()) {
      return kind == Kind.CONTENTS
          ? contents(script, loader)
          : places(script, loader, isRecording() ? operationLimit : Long.MAX_VALUE);
    } catch (Unreadable | ReflectiveOperationException broken) {
      throw new IllegalStateException(toString(), broken);
    }
  }

  /** The script or the recording, from its beginning. */
  ScriptReader open() throws Unreadable {
    return ScriptReader.open(file());
  }

  private Path file() {
    return isRecording() ? Recordings.named(name) : Faults.script(name);
  }

  private Finding places(ScriptReader script, ClassLoader loader, long operationLimit)
      throws Unreadable, ReflectiveOperationException {
    try (Subject subject = subject(script.header(), loader)) {
      ReplayResult result =
          Replay.run(script, subject, Level.PLACEMENT, operationLimit, count -> true);
      if (result.obstacle() != null) {
        throw new IllegalStateException(this + ": " + result.obstacle());
      }
      Difference difference = result.difference();
      return difference == null
          ? null
          : new Finding(this, result.operationCount(), difference.rule().toString());
    }
  }

  private Subject subject(Header header, ClassLoader loader)
      throws Unreadable, ReflectiveOperationException {
    Address firstArena = FirstArena.of(file(), header, header.geometry());
    Class<?> variant = loader.loadClass(IMPL + "Variant");
    Object checked = variant.getField("CHECKED").get(null);
    Subject subject =
        (Subject)
            loader
                .loadClass(IMPL + "ImplSubject")
                .getConstructor(Geometry.class, variant, Address.class)
                .newInstance(header.geometry(), checked, firstArena);
    return kind == Kind.ALL ? subject : new OtherEyes(subject, kind == Kind.BOUNDS);
  }

  private Finding contents(ScriptReader script, ClassLoader loader)
      throws Unreadable, ReflectiveOperationException {
    Constructor<?> constructor =
        loader.loadClass(CheckedHeap.class.getName()).getDeclaredConstructor(Geometry.class);
    constructor.setAccessible(true);
    try (Heap heap = (Heap) constructor.newInstance(script.header().geometry())) {
      return Contents.firstSpoiling(this, script, heap);
    }
  }

  @Override
  public String toString() {
    return kind.prefix + name;
  }
}
