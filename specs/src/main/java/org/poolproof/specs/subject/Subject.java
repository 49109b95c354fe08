package org.poolproof.specs.subject;

import java.util.List;
import java.util.Set;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.contract.Profile;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Operation;

/** An allocator under test, with a heap of its own that starts empty. */
@InheritableMustCall("close")
public interface Subject extends AutoCloseable {

  /** What it is called on the command line. */
  String name();

  Geometry geometry();

  /** Carries out {@code operation}, whose pointers are null or live blocks. */
  Performed perform(Operation operation, LayersBelow below);

  /** What it owes its client. */
  default Profile profile() {
    return Profile.python(geometry().alignmentBytes(), geometry().wordBytes());
  }

  /** What it cannot do, so that it is not asked. */
  default Set<Ability> missing() {
    return Set.of();
  }

  /** Whether the layers below it are those that {@link #perform} is given; otherwise its own. */
  default boolean isOnGivenLayers() {
    return true;
  }

  /** Whether {@code address} lies in a live arena, null if the subject does not say. */
  @Nullable Boolean isInArena(Address address);

  /** The counters now, null if the subject does not say. */
  @Nullable HeapCounters counters();

  /** What the subject's statistics print now, null if it does not say. */
  @Nullable String statisticsText();

  /** What is wrong with the heap now, a sentence each; empty if nothing is. */
  List<String> faults();

  /** The bytes of the heap now, null if the subject shows none. */
  default @Nullable HeapImage image() {
    return null;
  }

  /** The bytes of the blocks, null if the subject has none to show. */
  default @Nullable BlockMemory memory() {
    return null;
  }

  /** Gives back what the subject holds outside the Java heap; it is not used afterwards. */
  @Override
  void close();
}
