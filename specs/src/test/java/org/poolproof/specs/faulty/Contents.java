package org.poolproof.specs.faulty;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.TreeMap;
import org.poolproof.specs.lockstep.Difference;
import org.poolproof.specs.script.Action;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Statement;
import org.poolproof.specs.script.Step;
import org.poolproof.specs.script.Unreadable;

/**
 * A client that fills every block it gets, up to the size it asked for, and looks after each
 * operation whether all its blocks hold what they should.
 */
final class Contents {

  /** The rule that a heap breaks whose blocks hold something else. */
  static final String RULE = "CONTENT";

  private final Heap heap;
  private final Map<Integer, Block> blocks = new TreeMap<>();
  private int fillCount;

  /** A live block: what the client asked for and wrote into it. */
  private record Block(long address, int sizeBytes, byte fill) {}

  private Contents(Heap heap) {
    this.heap = heap;
  }

  /** Where {@code heap} fails or a block holds something else, null if nowhere. */
  static Finding firstSpoiling(Finder finder, ScriptReader script, Heap heap) throws Unreadable {
    Contents contents = new Contents(heap);
    long operation = 0;
    for (Statement next = script.next(); next != null; next = script.next()) {
      if (next instanceof Step step) {
        operation++;
        String broken = contents.broken(step.action());
        if (!broken.isEmpty()) {
          return new Finding(finder, operation, broken);
        }
      }
    }
    return null;
  }

  /** The rule that is broken, empty if none is. */
  private String broken(Action action) {
    try {
      return survive(action) ? "" : RULE;
    } catch (RuntimeException failure) {
      return Difference.Rule.SUBJECT.toString();
    }
  }

  private boolean survive(Action action) {
    boolean kept = perform(action);
    return kept && blocks.values().stream().allMatch(block -> holds(block, block.sizeBytes()));
  }

  /** Whether the block that is made or moved holds what it should before it is filled. */
  private boolean perform(Action action) {
    switch (action) {
      case Action.Malloc malloc -> {
        int size = (int) malloc.size().value();
        fill(malloc.blockNumber(), heap.malloc(size), size);
      }
      case Action.Calloc calloc -> {
        int size = (int) (calloc.elementCount() * calloc.elementSize().value());
        long address = heap.calloc(calloc.elementCount(), calloc.elementSize().value());
        boolean zero = address == 0 || holds(new Block(address, size, (byte) 0), size);
        fill(calloc.blockNumber(), address, size);
        return zero;
      }
      case Action.ReallocNull realloc -> {
        int size = (int) realloc.size().value();
        fill(realloc.blockNumber(), heap.realloc(0, size), size);
      }
      case Action.Realloc realloc -> {
        return move(realloc.blockNumber(), (int) realloc.size().value());
      }
      case Action.Free free -> {
        Block block = blocks.remove(free.blockNumber());
        heap.free(block == null ? 0 : block.address());
      }
      case Action.FreeNull none -> heap.free(0);
    }
    return true;
  }

  private boolean move(int number, int size) {
    Block block = blocks.get(number);
    if (block == null) {
      return true;
    }
    long address = heap.realloc(block.address(), size);
    if (address == 0) {
      return true;
    }
    int common = Math.min(block.sizeBytes(), size);
    boolean kept = holds(new Block(address, size, block.fill()), common);
    fill(number, address, size);
    return kept;
  }

  private void fill(int number, long address, int size) {
    if (address != 0) {
      fillCount++;
      byte fill = (byte) ~fillCount;
      heap.view(address, size).fill(fill);
      blocks.put(number, new Block(address, size, fill));
    }
  }

  private boolean holds(Block block, int size) {
    MemorySegment bytes = heap.view(block.address(), size);
    for (int at = 0; at < size; at++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, at) != block.fill()) {
        return false;
      }
    }
    return true;
  }
}
