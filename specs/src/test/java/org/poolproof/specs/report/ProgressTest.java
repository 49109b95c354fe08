package org.poolproof.specs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void linesComeWithEachMillionOperations() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (Progress progress = Progress.on(out, false, "replay")) {
      for (long count = 0; count <= 1 << 21; count += 1 << 16) {
        progress.at("x.pat", count);
      }
    }
    assertEquals(
        "x.pat: 1,048,576 operations\nx.pat: 2,097,152 operations\n",
        bytes.toString(StandardCharsets.UTF_8));
  }
}
