package org.poolproof.specs.lockstep;

import java.nio.file.Files;
import java.nio.file.Path;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.specs.script.Below;
import org.poolproof.specs.script.Header;
import org.poolproof.specs.script.Pointer;
import org.poolproof.specs.script.Recording;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.Summary;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.LayersBelow;

/** Where the first arena of a file lies, for a subject that must know before it starts. */
public final class FirstArena {

  private FirstArena() {}

  /**
   * The address of the first arena that {@code file} grants, or of the region that it lies in;
   * where it would be planned on {@code geometry} if the file names none, or is a pipe, which
   * cannot be read twice.
   *
   * @param header what the file says before its first operation
   * @throws Unreadable if a script breaks off, or its form, before the first grant
   */
  public static Address of(Path file, Header header, Geometry geometry) throws Unreadable {
    Address planned = LayersBelow.firstArena(geometry);
    return switch (header.recording()) {
      case Recording.Golden golden -> golden.regions().arenaRegion();
      case Recording.Trace(Summary summary) ->
          summary.arenaBases().isEmpty() ? planned : summary.arenaBases().getFirst();
      case Recording.None() -> Files.isRegularFile(file) ? granted(file, planned) : planned;
    };
  }

  private static Address granted(Path file, Address planned) throws Unreadable {
    try (ScriptReader reader = ScriptReader.open(file)) {
      for (Statement next = reader.next(); next != null; next = reader.next()) {
        if (next instanceof Step step) {
          for (Below below : step.below()) {
            if (below instanceof Below.ArenaAlloc arena
                && arena.answer() instanceof Pointer.At(Address address)) {
              return address;
            }
          }
        }
      }
    }
    return planned;
  }
}
