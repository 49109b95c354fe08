package org.poolproof.specs.script;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A log as specs/hosts/record.c writes it. */
public final class LogOfCalls {

  private final List<long[]> entries = new ArrayList<>();

  /** One entry more: its kind and domain, two arguments and the answer. */
  public LogOfCalls with(int kind, int domain, long first, long second, long answer) {
    entries.add(new long[] {kind | domain << 8, first, second, 0, answer});
    return this;
  }

  /** Its bytes. */
  public byte[] bytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(4096 + 40 * entries.size()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("PPLOG 1\n".getBytes(StandardCharsets.US_ASCII));
    bytes.putLong(entries.size()).putLong(2).put("3.9.18".getBytes(StandardCharsets.US_ASCII));
    bytes.position(4096);
    for (long[] entry : entries) {
      for (long word : entry) {
        bytes.putLong(word);
      }
    }
    return bytes.array();
  }

  /** The same, in a file of {@code folder}. */
  public Path in(Path folder) throws IOException {
    return Files.write(folder.resolve("calls.log"), bytes());
  }
}
