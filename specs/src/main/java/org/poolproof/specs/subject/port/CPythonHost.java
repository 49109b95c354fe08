package org.poolproof.specs.subject.port;

import java.time.Duration;
import java.util.List;

/** The host in C around the pymalloc of a libpython. */
public final class CPythonHost {

  private static final String SOURCE = "cpython.c";

  private CPythonHost() {}

  /**
   * The program that runs the pymalloc of {@code library}.
   *
   * @param library a path or a name that the dynamic linker finds
   * @throws org.poolproof.specs.subject.CannotHold if there is no such library, or no C compiler
   */
  public static HostProgram program(String name, String library, Duration lineLimit) {
    String found = NativeHost.located(name, library);
    return HostProgram.of(
        name, List.of(CompiledHost.compiled(SOURCE).toString(), found), lineLimit);
  }
}
