package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poolproof.model.geometry.Address;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Unreadable;

class FirstArenaTest {

  @TempDir Path folder;

  private static Address of(Path file) throws Unreadable {
    try (ScriptReader reader = ScriptReader.open(file)) {
      return FirstArena.of(file, reader.header(), reader.header().geometry());
    }
  }

  private Address ofScript(String geometry, String operations) throws IOException, Unreadable {
    String first = "# poolproof 1; geometry " + geometry + "; level placement\n";
    return of(Files.writeString(folder.resolve("a.script"), first + operations));
  }

  @Test
  void goldenLogSaysItsRegion() throws Exception {
    assertEquals(new Address(0x7f41_f420_0000L), of(Recordings.named("g-py3.12.1")));
  }

  @Test
  void traceListsItsArenas() throws Exception {
    Address first = of(Recordings.named("asyncio"));
    assertEquals(0x7f0cb, first.value() >>> 28);
  }

  @Test
  void scriptSaysItInItsFirstGrant() throws Exception {
    String script =
        """
        b0 = malloc 8 -> null
          raw realloc null 768 -> 0x5000
          arena 262144 -> null
          raw malloc 8 -> null
        b0 = malloc 8 -> 0x40030
          arena 262144 -> 0x40000
        b1 = malloc 8
          arena 262144 -> 0x80000
        """;
    assertEquals(new Address(0x4_0000), ofScript("cpython-3.8", script));
  }

  @Test
  void scriptWithoutAGrantIsPlanned() throws Exception {
    assertEquals(new Address(0x7f00_0010_0000L), ofScript("cpython-3.8", "b0 = malloc 8\n"));
    assertEquals(new Address(0x8000_0000L), ofScript("cpython-3.9-i386", ""));
  }
}
