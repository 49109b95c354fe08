package org.poolproof.specs.cli;

import java.util.HashMap;
import java.util.Map;
import org.poolproof.model.contract.Profile;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.subject.CannotHold;
import org.poolproof.specs.subject.Subject;
import org.poolproof.specs.subject.port.CPythonHost;
import org.poolproof.specs.subject.port.HostProgram;
import org.poolproof.specs.subject.port.Hosts;
import org.poolproof.specs.subject.port.JavaHost;
import org.poolproof.specs.subject.port.NativeHost;
import org.poolproof.specs.subject.port.PortSubject;

/**
 * Opens subjects by their names. The processes in which some of them run serve one heap after the
 * other, and end with this.
 */
final class Subjects implements AutoCloseable {

  /** Any allocator is expected to have so many bytes. */
  static final long SERVED_BYTES = 16 << 20;

  private static final Profile UNKNOWN = Profile.c(16, 8).serving(SERVED_BYTES);

  private final PortOptions options;
  private final Map<String, Hosts> hosts = new HashMap<>();

  Subjects(PortOptions options) {
    this.options = options;
  }

  /** The same, with processes of its own. */
  Subjects another() {
    return new Subjects(options);
  }

  /**
   * A subject with an empty heap, built to {@code built}.
   *
   * @param firstArena where its first arena will be granted, or somewhere near
   * @throws CannotHold if there is no such subject here
   */
  Subject open(SubjectName name, Geometry built, Address firstArena) {
    return name.kind().isPort()
        ? new PortSubject(
            hosts.computeIfAbsent(name.text(), any -> new Hosts(program(name))), built, UNKNOWN)
        : name.open(built, firstArena);
  }

  private HostProgram program(SubjectName name) {
    return switch (name.kind()) {
      case NATIVE ->
          NativeHost.program(
              name.text(), name.argument(), options.functions(), options.timeLimit());
      case EXEC -> HostProgram.ofCommand(name.text(), name.argument(), options.timeLimit());
      case CLASS ->
          JavaHost.program(name.text(), name.argument(), options.classPath(), options.timeLimit());
      case CPYTHON -> CPythonHost.program(name.text(), name.argument(), options.timeLimit());
      case MODEL, IMPL, IMPL_CHECKED, CONTRACT ->
          throw new IllegalStateException(name.text() + " is no port");
    };
  }

  /** The options with which ports were opened, as in a command, each behind a space. */
  String optionsText() {
    return options.text();
  }

  @Override
  public void close() {
    hosts.values().forEach(Hosts::close);
    hosts.clear();
  }
}
