package org.poolproof.specs.subject.port;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.checkerframework.checker.mustcall.qual.Owning;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.subject.CannotHold;

/**
 * The processes of one host program. A host that can begin again serves one heap after the other.
 * Those that are idle end with this one's {@link #close}.
 */
public final class Hosts implements AutoCloseable {

  private final HostProgram program;
  private final Deque<HostProcess> idle = new ArrayDeque<>();
  private Duration lineLimit;

  public Hosts(HostProgram program) {
    this.program = program;
    lineLimit = program.lineLimit();
  }

  /** How long a heap that is opened now may be silent. */
  Duration lineLimit() {
    return lineLimit;
  }

  /** From now on heaps are waited for less, down to a tenth: that they are silent is known. */
  void hurry() {
    Duration least = program.lineLimit().dividedBy(10);
    Duration shorter = lineLimit.dividedBy(4);
    lineLimit = shorter.compareTo(least) < 0 ? least : shorter;
  }

  /** What the allocator is called on the command line. */
  public String name() {
    return program.name();
  }

  /**
   * A fresh heap, of a process that has served others if one can still begin.
   *
   * @throws CannotHold if the host does not begin
   */
  public @Owning Port open(Geometry geometry) {
    HostProcess used = idle.poll();
    if (used != null) {
      try {
        return new Port(program, this, used, geometry);
      } catch (CannotHold ended) {
        used.close();
      }
    }
    return new Port(program, this, new HostProcess(program), geometry);
  }

  /** Takes back a process that awaits another first line. */
  void keep(HostProcess process) {
    idle.add(process);
  }

  @Override
  public void close() {
    for (HostProcess process = idle.poll(); process != null; process = idle.poll()) {
      process.close();
    }
  }
}
