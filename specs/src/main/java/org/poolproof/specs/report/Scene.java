package org.poolproof.specs.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.StringJoiner;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.specs.lockstep.Grants;
import org.poolproof.specs.lockstep.LastOperation;
import org.poolproof.specs.script.Action;

/**
 * What a picture is of.
 *
 * @param state the heap
 * @param grants what the layers below have granted, which names its addresses
 * @param marks what is pointed at, each place once
 * @param classes the size classes that the operation is about, in the order of their use
 */
record Scene(State state, Grants grants, List<Mark> marks, SequencedSet<SizeClass> classes) {

  /** An address, and why it is of interest. */
  record Mark(String label, Address address) {}

  /** The heap after {@code last}, or before it. */
  static Scene of(LastOperation last, boolean isAfter, List<Mark> marks) {
    State state = isAfter ? last.after() : last.before();
    Grants grants = isAfter ? last.grantsAfter() : last.grantsBefore();
    return new Scene(state, grants, merged(marks), classes(last));
  }

  /** This with the same marks on what the operation left behind. */
  Scene movedTo(State other, Grants otherGrants) {
    return new Scene(other, otherGrants, marks, classes);
  }

  private static List<Mark> merged(List<Mark> marks) {
    List<Mark> merged = new ArrayList<>();
    SequencedSet<Address> places = new LinkedHashSet<>();
    marks.forEach(mark -> places.add(mark.address()));
    for (Address place : places) {
      StringJoiner labels = new StringJoiner(" and ");
      for (Mark mark : marks) {
        if (mark.address().equals(place)) {
          labels.add(mark.label());
        }
      }
      merged.add(new Mark(labels.toString(), place));
    }
    return merged;
  }

  /** The class of the named block, then that of the request. */
  private static SequencedSet<SizeClass> classes(LastOperation last) {
    SequencedSet<SizeClass> classes = new LinkedHashSet<>();
    Address named = last.named();
    Pool pool = named == null ? null : last.before().poolOf(named);
    if (pool != null) {
      classes.add(pool.sizeClass());
    }
    Geometry geometry = last.before().geometry();
    ByteCount size = requested(last.step().action());
    if (size != null && geometry.isSmall(size)) {
      classes.add(geometry.sizeClassOf(size));
    }
    return classes;
  }

  private static @Nullable ByteCount requested(Action action) {
    return switch (action) {
      case Action.Malloc m -> m.size();
      case Action.Calloc c ->
          c.elementSize().timesExceeds(c.elementCount(), Long.MAX_VALUE)
              ? null
              : new ByteCount(c.elementCount() * c.elementSize().value());
      case Action.ReallocNull r -> r.size();
      case Action.Realloc r -> r.size();
      case Action.Free f -> null;
      case Action.FreeNull f -> null;
    };
  }

  Geometry geometry() {
    return state.geometry();
  }

  String name(Address address) {
    return grants.name(address);
  }

  /** The names of the first {@code limit} addresses, and how many more there are. */
  String names(Iterable<Address> addresses, int limit) {
    StringJoiner names = new StringJoiner(" ");
    int count = 0;
    for (Address address : addresses) {
      if (count++ < limit) {
        names.add(name(address));
      }
    }
    return count > limit ? names + " and " + (count - limit) + " more" : names.toString();
  }
}
