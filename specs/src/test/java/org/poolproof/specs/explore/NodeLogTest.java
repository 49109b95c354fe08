package org.poolproof.specs.explore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeLogTest {

  @TempDir private Path folder;

  private static byte[] node(int number) {
    byte[] node = new byte[new Random(number).nextInt(200)];
    new Random(number).nextBytes(node);
    return node;
  }

  @Test
  void nodesComeBackInOrderAndByOffsetWhileOthersAreAdded() throws IOException {
    try (NodeLog log = new NodeLog(folder.resolve("nodes"), 0)) {
      List<Long> offsets = new ArrayList<>();
      long at = 0;
      for (int number = 0; number < 50_000; number++) {
        offsets.add(log.length());
        log.append(number == 0 ? NodeLog.NO_PARENT : offsets.get(number / 2), node(number));
        if (number % 3 == 0) {
          NodeLog.Entry entry = log.at(at);
          assertArrayEquals(node(number / 3), entry.node());
          at = entry.next();
        }
      }
      NodeLog.Entry last = log.at(offsets.getLast());
      assertArrayEquals(node(49_999), last.node());
      assertEquals(log.length(), last.next());
      List<byte[]> path = log.path(offsets.get(20));
      assertEquals(6, path.size());
      int[] numbers = {0, 1, 2, 5, 10, 20};
      for (int index = 0; index < numbers.length; index++) {
        assertArrayEquals(node(numbers[index]), path.get(index));
      }
    }
  }

  @Test
  void whatCameLaterIsForgotten() throws IOException {
    Path file = folder.resolve("nodes");
    long length;
    try (NodeLog log = new NodeLog(file, 0)) {
      log.append(NodeLog.NO_PARENT, node(1));
      length = log.length();
      log.append(0, node(2));
      log.force();
    }
    try (NodeLog log = new NodeLog(file, length)) {
      assertEquals(length, log.length());
      log.append(0, node(3));
      assertArrayEquals(node(3), log.at(length).node());
    }
    assertThrows(IOException.class, () -> new NodeLog(file, 1 << 20).close());
  }

  @Test
  void endOfTheLogIsAnError() throws IOException {
    try (NodeLog log = new NodeLog(folder.resolve("nodes"), 0)) {
      log.append(NodeLog.NO_PARENT, node(1));
      assertThrows(IOException.class, () -> log.at(log.length()));
    }
  }
}
