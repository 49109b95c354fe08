package org.poolproof.specs.lockstep;

import java.util.HashMap;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;

/** The live blocks by the numbers that a script gives them. */
final class Names {

  /**
   * A live block.
   *
   * @param sizeBytes what was last requested of it, unsigned
   * @param createdAt the number of the operation that created it
   */
  record Block(Address address, long sizeBytes, long createdAt) {}

  private final Map<Integer, Block> blocks = new HashMap<>();
  private int greatestCount;

  @Nullable Block find(int number) {
    return blocks.get(number);
  }

  void bind(int number, Block block) {
    blocks.put(number, block);
    greatestCount = Math.max(greatestCount, blocks.size());
  }

  void unbind(int number) {
    blocks.remove(number);
  }

  int count() {
    return blocks.size();
  }

  /** The most blocks that were live at a time. */
  int greatestCount() {
    return greatestCount;
  }
}
