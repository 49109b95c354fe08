package org.poolproof.specs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code poolproof}. */
@Command(
    name = "poolproof",
    mixinStandardHelpOptions = true,
    version = "poolproof 0.1.0",
    description = "Checks allocators against a reference model of CPython's pymalloc.",
    subcommands = {
      CheckCommand.class,
      ExploreCommand.class,
      ProveCommand.class,
      ReplayCommand.class,
      PythonCommand.class
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:agrees",
      "1:counterexample",
      "2:usage, or an input file that cannot be read as what it should be",
      "3:undecided, or a subject that cannot be loaded",
      "4:a fault of the tool itself"
    })
public final class Main implements Callable<Integer> {

  static final int USAGE = 2;
  static final int UNDECIDED = 3;
  static final int FAULT = 4;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** The command without a verb. */
  public Main() {}

  /** Runs the command and ends the process with its exit status. */
  public static void main(String[] arguments) {
    Interrupt interrupt = Interrupt.listen();
    int status = execute(arguments);
    interrupt.finished(status);
    System.exit(status);
  }

  /** Runs the command; returns its exit status. */
  static int execute(String... arguments) {
    try {
      return new CommandLine(new Main())
          .setExecutionExceptionHandler((fault, command, result) -> report(fault))
          .execute(arguments);
    } catch (Error fault) {
      return report(fault);
    }
  }

  private static int report(Throwable fault) {
    System.err.println("poolproof: a fault of poolproof itself, please report it:");
    fault.printStackTrace();
    return FAULT;
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "Missing verb; expected one of " + spec.subcommands().keySet());
  }
}
