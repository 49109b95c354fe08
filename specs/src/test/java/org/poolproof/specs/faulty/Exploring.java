package org.poolproof.specs.faulty;

import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.check.Failure;

/** Explores an implementation, beside the model, that may be a faulty one. */
public interface Exploring {

  /**
   * What came out.
   *
   * @param failure the shortest one, null if there is none
   */
  record Explored(boolean isClosed, long stateCount, @Nullable Failure failure) {}

  /**
   * Every sequence.
   *
   * @param mayRefuse whether the layers below refuse what they could grant, too
   */
  Explored explore(Geometry geometry, boolean mayRefuse);

  /** Explores the implementation with {@code fault}. */
  static Exploring of(Fault fault) {
    return of(new ImplLoader(FaultySource.compile(fault.edits())));
  }

  /** Explores the implementation as it is. */
  static Exploring sound() {
    return of(new ImplLoader(Map.of()));
  }

  private static Exploring of(ImplLoader loader) {
    try {
      return (Exploring)
          loader.loadClass(ExploredImpl.class.getName()).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
