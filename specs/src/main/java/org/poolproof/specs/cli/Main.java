package org.poolproof.specs.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code poolproof}. */
@Command(
    name = "poolproof",
    mixinStandardHelpOptions = true,
    version = "poolproof 0.1.0",
    description = "Checks allocators against a reference model of CPython's pymalloc.")
public final class Main implements Runnable {
  /** The command without a verb. */
  public Main() {}

  /** Runs the command and ends the process with its exit status. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
