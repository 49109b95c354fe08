package org.poolproof.specs.faulty;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.check.Contestants;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.LayersBelow;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Subject;

/** An implementation with a fault against the model, on checked memory unless said otherwise. */
public final class FaultyContestants implements Contestants {
  private static final String IMPL = "org.poolproof.specs.subject.impl.";

  private final Constructor<?> constructor;
  private final Object memory;

  private FaultyContestants(ImplLoader loader, String memoryName) {
    try {
      Class<?> variant = loader.loadClass(IMPL + "Variant");
      memory = variant.getField(memoryName).get(null);
      constructor =
          loader
              .loadClass(IMPL + "ImplSubject")
              .getConstructor(Geometry.class, variant, Address.class);
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** The implementation with {@code fault}. */
  public static FaultyContestants of(Fault fault) {
    return of(fault, "CHECKED");
  }

  /** The same on plain memory, which notices nothing by itself. */
  public static FaultyContestants onPlainMemory(Fault fault) {
    return of(fault, "PRODUCTION");
  }

  private static FaultyContestants of(Fault fault, String memoryName) {
    return new FaultyContestants(new ImplLoader(FaultySource.compile(fault.edits())), memoryName);
  }

  /** The implementation as it is. */
  public static FaultyContestants sound() {
    return new FaultyContestants(new ImplLoader(Map.of()), "CHECKED");
  }

  @Override
  public Subject subject(Geometry geometry, boolean isShort) {
    try {
      return (Subject) constructor.newInstance(geometry, memory, LayersBelow.firstArena(geometry));
    } catch (InvocationTargetException failure) {
      if (failure.getCause() instanceof CannotHold unheld) {
        throw unheld;
      }
      throw new IllegalStateException(failure.getCause());
    } catch (ReflectiveOperationException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public Subject reference(Geometry geometry) {
    return new ModelSubject(geometry);
  }
}
