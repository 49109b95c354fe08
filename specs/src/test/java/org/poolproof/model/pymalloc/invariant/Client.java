package org.poolproof.model.pymalloc.invariant;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.poolproof.model.Model;
import org.poolproof.model.Step;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.SizeClass;
import org.poolproof.model.operation.Domain;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.operation.Outcome;
import org.poolproof.model.operation.Request;
import org.poolproof.model.operation.Supply;
import org.poolproof.model.pymalloc.rule.Rule;
import org.poolproof.model.pymalloc.state.Pool;
import org.poolproof.model.pymalloc.state.State;

/** A client of the model above honest layers: the state that its operations have led to. */
final class Client {

  private final Geometry geometry;
  private final Layers layers;
  private final List<Address> blocks = new ArrayList<>();
  private final Set<Rule> rules = EnumSet.noneOf(Rule.class);
  private State state;

  /** A client whose arenas are granted at {@code slots}. */
  Client(Geometry geometry, List<Address> slots) {
    this.geometry = geometry;
    this.layers = new Layers(geometry, slots);
    this.state = Model.initial(geometry);
  }

  /** A client in the geometry called {@code name}, one with slots. */
  static Client of(String name) {
    Geometry geometry = Geometries.named(name);
    return new Client(geometry, geometry.slotAddresses());
  }

  State state() {
    return state;
  }

  Geometry geometry() {
    return geometry;
  }

  /** The live blocks, the oldest first. */
  List<Address> blocks() {
    return List.copyOf(blocks);
  }

  /** The rules that were applied so far. */
  Set<Rule> rules() {
    return rules;
  }

  /** From now on the layers below refuse {@code requests}. */
  Client refusing(Predicate<Request> requests) {
    layers.refuse(requests);
    return this;
  }

  /** The layers below refuse nothing without need any more. */
  Client refusingNothing() {
    return refusing(request -> false);
  }

  /** A block of exactly the size of class {@code classIndex}. */
  Address malloc(int classIndex) {
    return mallocBytes(geometry.blockBytes(new SizeClass(classIndex)));
  }

  /** {@code count} blocks of class {@code classIndex}, in the order in which they are answered. */
  List<Address> malloc(int classIndex, int count) {
    List<Address> fresh = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      fresh.add(malloc(classIndex));
    }
    return fresh;
  }

  Address mallocBytes(long bytes) {
    return created(perform(new Operation.Malloc(Domain.OBJ, new ByteCount(bytes))));
  }

  Address calloc(long count, long bytes) {
    return created(perform(new Operation.Calloc(Domain.MEM, count, new ByteCount(bytes))));
  }

  /** The block's new place; null if refused, and then the block is where it was. */
  Address realloc(Address block, long bytes) {
    Outcome outcome = perform(new Operation.Realloc(Domain.OBJ, block, new ByteCount(bytes)));
    if (outcome instanceof Outcome.Block) {
      blocks.remove(block);
    }
    return created(outcome);
  }

  void free(Address... gone) {
    free(List.of(gone));
  }

  void free(List<Address> gone) {
    for (Address block : gone) {
      perform(new Operation.Free(Domain.OBJ, block));
      blocks.remove(block);
    }
  }

  private Address created(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Block(Address address, var contents) -> {
        blocks.add(address);
        yield address;
      }
      case Outcome.Null() -> Address.NULL;
      case Outcome.Nothing() -> throw new AssertionError("an answer was expected");
      case Outcome.Undefined(String reason) -> throw new AssertionError(reason);
    };
  }

  /** Carries out {@code operation}; the layers below answer what is asked. */
  Outcome perform(Operation operation) {
    Supply supply = Supply.EMPTY;
    while (true) {
      switch (Model.step(state, operation, supply)) {
        case Step.Asks(Request request) -> supply = supply.and(layers.answer(request));
        case Step.Done(State next, Outcome outcome, var calls, var unused, var applied) -> {
          layers.release(calls);
          rules.addAll(applied);
          state = next;
          return outcome;
        }
      }
    }
  }

  /** The pool that {@code address} lies in. */
  Pool pool(Address address) {
    return state.pool(address);
  }
}
