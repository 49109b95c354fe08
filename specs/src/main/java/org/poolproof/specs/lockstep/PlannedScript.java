package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.mustcall.qual.NotOwning;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.operation.Operation;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.Expected;
import org.poolproof.specs.script.Header;
import org.poolproof.specs.script.Instruction;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Pointer;
import org.poolproof.specs.script.Recording;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.subject.Subject;

/**
 * The script of instructions on the layers below that belong to a geometry: the addresses that are
 * answered, and nothing of the layers below. Whoever replays it has those of its own geometry.
 */
public final class PlannedScript {

  private static final long FIRST_LINE = 2;

  private PlannedScript() {}

  /**
   * What {@code reference}, whose heap is empty, answers to {@code instructions}, of which the
   * conditions are left out.
   */
  public static Script of(List<Instruction> instructions, @NotOwning Subject reference) {
    RecordedLayers layers = new RecordedLayers(reference.geometry(), Recording.NONE);
    Client client = new Client();
    List<Statement> statements = new ArrayList<>();
    for (Instruction instruction : instructions) {
      Action action = instruction.action();
      long line = FIRST_LINE + statements.size();
      Client.Turn turn = client.turn(action);
      Operation operation = turn.operation();
      if (operation == null) {
        statements.add(new Step(line, 0, action, Expected.Word.UNBOUND, List.of()));
      } else {
        Step open = new Step(line, 0, action, null, List.of());
        layers.begin(open, false, statements.size() + 1L);
        Address answer = reference.perform(operation, layers).answer();
        client.keep(turn, answer, statements.size() + 1L);
        statements.add(isFree(action) ? open : answered(open, answer));
      }
    }
    return new Script(Header.of(reference.geometry(), Level.PLACEMENT), statements);
  }

  private static boolean isFree(Action action) {
    return action instanceof Action.Free || action instanceof Action.FreeNull;
  }

  private static Step answered(Step open, Address answer) {
    Pointer pointer = answer.isNull() ? Pointer.NULL : new Pointer.At(answer);
    return new Step(open.line(), 0, open.action(), pointer, List.of());
  }
}
