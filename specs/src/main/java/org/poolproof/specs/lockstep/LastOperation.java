package org.poolproof.specs.lockstep;

import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Operation;
import org.poolproof.model.pymalloc.state.State;
import org.poolproof.specs.script.Header;
import org.poolproof.specs.script.Recording;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.subject.ModelSubject;
import org.poolproof.specs.subject.Performed;

/**
 * The last operation of a script as the model carries it out, on layers below that do what the
 * script says of them: what the heap was before it, and what it is after it.
 *
 * @param step what the script says of the operation
 * @param number which operation of the script it is, from 1
 * @param named where the block is that it names, null if it names none or none that is live
 * @param before the heap it found
 * @param grantsBefore what had been granted until then
 * @param after the heap it left
 * @param grantsAfter what has been granted now
 * @param answer the model's answer; null of a free, of a refusal, and if no block had the name
 */
public record LastOperation(
    Step step,
    long number,
    @Nullable Address named,
    State before,
    Grants grantsBefore,
    State after,
    Grants grantsAfter,
    Address answer) {

  /**
   * Carries out {@code script}.
   *
   * @throws IllegalArgumentException if it has no operation, or is a trace, which does not say what
   *     the layers below did
   */
  public static LastOperation of(Script script) {
    Header header = script.header();
    if (header.recording() instanceof Recording.Trace) {
      throw new IllegalArgumentException("a trace does not say what the layers below did");
    }
    try (ModelSubject model = new ModelSubject(header.geometry())) {
      return of(script, new RunUp(header, model));
    }
  }

  private static LastOperation of(Script script, RunUp runUp) {
    Step last = null;
    for (Statement statement : script.statements()) {
      if (statement instanceof Step step) {
        if (last != null) {
          runUp.perform(last);
        }
        last = step;
      }
    }
    if (last == null) {
      throw new IllegalArgumentException("a script without an operation");
    }
    return runUp.last(last);
  }

  /** The model, on its way to the last operation. */
  private static final class RunUp {
    private final Header header;
    private final ModelSubject model;
    private final RecordedLayers layers;
    private final Client client = new Client();
    private long operationCount;

    RunUp(Header header, @NotOwning ModelSubject model) {
      this.header = header;
      this.model = model;
      layers = new RecordedLayers(header.geometry(), header.recording());
    }

    LastOperation last(Step step) {
      State before = model.state();
      Grants grantsBefore = layers.grants();
      Address named = client.turn(step.action()).namedAddress();
      Address answer = perform(step);
      return new LastOperation(
          step,
          operationCount,
          named,
          before,
          grantsBefore,
          model.state(),
          layers.grants(),
          answer);
    }

    Address perform(Step step) {
      operationCount++;
      Client.Turn turn = client.turn(step.action());
      Operation operation = turn.operation();
      if (operation == null) {
        return Address.NULL;
      }
      layers.begin(step, header.belowRecorded(), operationCount);
      Performed performed = model.perform(operation, layers);
      client.keep(turn, performed.answer(), operationCount);
      return performed.answer();
    }
  }
}
