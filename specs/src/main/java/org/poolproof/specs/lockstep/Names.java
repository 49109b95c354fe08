package org.poolproof.specs.lockstep;

import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;

/**
 * The live blocks by the numbers that a script gives them. Numbers are mostly given in order, and
 * most blocks die young; so they are kept in pages, and pages without a block are not kept. What is
 * known of a block lies side by side, since the next one asked for is mostly far away: to look it
 * up costs a random access to memory, and should cost only one.
 *
 * <pre>
 *   page   | address, size, creation | address, size, creation | ...     the address is 0 if there
 *          number 512 n              number 512 n + 1                    is no such block
 * </pre>
 */
final class Names {

  /**
   * A live block.
   *
   * @param address not null
   * @param sizeBytes what was last requested of it, unsigned
   * @param createdAt the number of the operation that created it
   */
  record Block(Address address, long sizeBytes, long createdAt) {}

  /** Is told of live blocks. */
  @FunctionalInterface
  interface Visitor {
    /** The block {@code number}. */
    void block(int number, Block block);
  }

  private static final int PAGE_BITS = 9;
  private static final int PAGE_LENGTH = 1 << PAGE_BITS;
  private static final int WORDS = 3;
  private static final int SIZE = 1;
  private static final int CREATION = 2;

  private static final class Page {
    private final long[] words = new long[WORDS * PAGE_LENGTH];
    private int count;

    @Nullable Block find(int at) {
      long address = words[at];
      return address == 0
          ? null
          : new Block(new Address(address), words[at + SIZE], words[at + CREATION]);
    }
  }

  private final List<@Nullable Page> pages = new ArrayList<>();
  private int count;
  private int greatestCount;

  /** Where in its page the block {@code number} is. */
  private static int at(int number) {
    return WORDS * (number & PAGE_LENGTH - 1);
  }

  private @Nullable Page page(int number) {
    int index = number >>> PAGE_BITS;
    return index < pages.size() ? pages.get(index) : null;
  }

  @Nullable Block find(int number) {
    Page page = page(number);
    return page == null ? null : page.find(at(number));
  }

  void bind(int number, Block block) {
    Page page = page(number);
    if (page == null) {
      page = newPage(number >>> PAGE_BITS);
    }
    int at = at(number);
    if (page.words[at] == 0) {
      page.count++;
      count++;
      greatestCount = Math.max(greatestCount, count);
    }
    page.words[at] = block.address().value();
    page.words[at + SIZE] = block.sizeBytes();
    page.words[at + CREATION] = block.createdAt();
  }

  private Page newPage(int index) {
    while (index >= pages.size()) {
      pages.add(null);
    }
    Page page = new Page();
    pages.set(index, page);
    return page;
  }

  void unbind(int number) {
    Page page = page(number);
    if (page == null || page.words[at(number)] == 0) {
      return;
    }
    page.words[at(number)] = 0;
    page.count--;
    count--;
    if (page.count == 0) {
      pages.set(number >>> PAGE_BITS, null);
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
  void forEach(Visitor visitor) {
    for (int index = 0; index < pages.size(); index++) {
      Page page = pages.get(index);
      for (int place = 0; page != null && place < PAGE_LENGTH; place++) {
        Block block = page.find(WORDS * place);
        if (block != null) {
          visitor.block(index << PAGE_BITS | place, block);
        }
      }
    }
  }
}
