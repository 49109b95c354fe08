package org.poolproof.specs.scenario;

import java.util.ArrayList;
import java.util.List;

/** Live blocks in the order of their creation, and how many bytes they have. */
final class LiveRow {

  private record Block(int number, long sizeBytes) {}

  private final List<Block> blocks = new ArrayList<>();
  private long bytes;

  int count() {
    return blocks.size();
  }

  /** Of all of them. */
  long bytes() {
    return bytes;
  }

  int number(int index) {
    return blocks.get(index).number();
  }

  long sizeBytes(int index) {
    return blocks.get(index).sizeBytes();
  }

  void add(int number, long sizeBytes) {
    blocks.add(new Block(number, sizeBytes));
    bytes += sizeBytes;
  }

  void resize(int index, long sizeBytes) {
    Block old = blocks.set(index, new Block(number(index), sizeBytes));
    bytes += sizeBytes - old.sizeBytes();
  }

  void remove(int index) {
    bytes -= blocks.remove(index).sizeBytes();
  }
}
