package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;

/**
 * The live blocks by the numbers that a script gives them. Numbers are mostly given in order, and
 * most blocks die young; so they are kept in pages, and pages without a block are not kept.
 */
final class Names {

  /**
   * A live block.
   *
   * @param sizeBytes what was last requested of it, unsigned
   * @param createdAt the number of the operation that created it
   */
  record Block(Address address, long sizeBytes, long createdAt) {}

  private static final int PAGE_BITS = 9;
  private static final int PAGE_LENGTH = 1 << PAGE_BITS;

  private static final class Page {
    private final @Nullable Block[] blocks = new @Nullable Block[PAGE_LENGTH];
    private int count;
  }

  private final List<@Nullable Page> pages = new ArrayList<>();
  private int count;
  private int greatestCount;

  @Nullable Block find(int number) {
    int index = number >>> PAGE_BITS;
    Page page = index < pages.size() ? pages.get(index) : null;
    return page == null ? null : page.blocks[number & PAGE_LENGTH - 1];
  }

  void bind(int number, Block block) {
    int index = number >>> PAGE_BITS;
    while (index >= pages.size()) {
      pages.add(null);
    }
    Page page = pages.get(index);
    if (page == null) {
      page = new Page();
      pages.set(index, page);
    }
    int place = number & PAGE_LENGTH - 1;
    if (page.blocks[place] == null) {
      page.count++;
      count++;
      greatestCount = Math.max(greatestCount, count);
    }
    page.blocks[place] = block;
  }

  void unbind(int number) {
    int index = number >>> PAGE_BITS;
    Page page = index < pages.size() ? pages.get(index) : null;
    if (page == null || page.blocks[number & PAGE_LENGTH - 1] == null) {
      return;
    }
    page.blocks[number & PAGE_LENGTH - 1] = null;
    page.count--;
    count--;
    if (page.count == 0) {
      pages.set(index, null);
    }
  }

  int count() {
    return count;
  }

  /** The most blocks that were live at a time. */
  int greatestCount() {
    return greatestCount;
  }

  /** Shows all live blocks, by ascending number. */
  void forEach(BiConsumer<Integer, Block> visitor) {
    for (int index = 0; index < pages.size(); index++) {
      Page page = pages.get(index);
      for (int place = 0; page != null && place < PAGE_LENGTH; place++) {
        Block block = page.blocks[place];
        if (block != null) {
          visitor.accept(index << PAGE_BITS | place, block);
        }
      }
    }
  }
}
