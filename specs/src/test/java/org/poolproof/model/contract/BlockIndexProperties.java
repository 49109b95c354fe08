package org.poolproof.model.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;

/** The index of live blocks answers as a TreeMap over unsigned addresses does. */
class BlockIndexProperties {
  private final BlockIndex index = new BlockIndex();
  private final TreeMap<Address, LiveBlock> map = new TreeMap<>();
  private long serial;

  private void put(long address) {
    Address key = new Address(address);
    LiveBlock block = new LiveBlock(key, ByteCount.ZERO, ++serial, false);
    index.put(block);
    map.put(key, block);
  }

  private void remove(long address) {
    index.remove(new Address(address));
    map.remove(new Address(address));
  }

  private void assertSameAround(long address) {
    Address key = new Address(address);
    assertEquals(map.get(key), index.at(key));
    assertEquals(value(map.floorEntry(key)), index.floor(key));
    assertEquals(value(map.higherEntry(key)), index.above(key));
    assertEquals(map.size(), index.size());
  }

  private static @Nullable LiveBlock value(Map.@Nullable Entry<Address, LiveBlock> entry) {
    return entry == null ? null : entry.getValue();
  }

  private void assertSame() {
    Address address = Address.NULL;
    for (LiveBlock expected : map.values()) {
      LiveBlock block = index.above(address);
      assertEquals(expected, block);
      address = expected.address();
      assertSameAround(address.value());
      assertSameAround(address.value() - 1);
      assertSameAround(address.value() + 1);
    }
    assertEquals(null, index.above(address));
  }

  @Property(tries = 200)
  void fewBlocksAnywhere(@ForAll @Size(max = 20) List<@LongRange(min = -9, max = 9) Long> keys) {
    for (long key : keys) {
      if (key != 0 && map.containsKey(new Address(key)) && key % 2 == 0) {
        remove(key);
      } else if (key != 0) {
        put(key);
      }
      assertSame();
    }
  }

  @Property(tries = 20)
  void manyBlocksThatComeAndGo(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int phase = 0; phase < 6; phase++) {
      int putPercent = phase % 2 == 0 ? 80 : 15;
      for (int step = 0; step < 4000; step++) {
        long address = (random.nextInt(6000) - 3000L) * 8;
        if (address != 0 && random.nextInt(100) < putPercent) {
          put(address);
        } else {
          remove(address);
        }
        assertSameAround(address);
        assertSameAround((random.nextInt(6000) - 3000L) * 8 + 1);
      }
      assertSame();
    }
  }

  @Example
  void leafEmptiedWhileThereAreAsManyLeavesAsSeparators() {
    for (long address = 1; address <= 1025; address++) {
      put(address);
    }
    for (long address = 65; address <= 128; address++) {
      remove(address);
      assertSameAround(address);
    }
    assertSame();
  }

  @Example
  void ascendingDescendingAndEmptiedAgain() {
    for (long address = 16; address <= 16 * 5000; address += 16) {
      put(address);
    }
    for (long address = 16; address <= 16 * 5000; address += 16) {
      put(-address);
    }
    assertSame();
    for (long address = 16 * 5000; address >= 16; address -= 16) {
      remove(-address);
      assertSameAround(-address);
    }
    assertSame();
    for (long address = 16; address <= 16 * 5000; address += 16) {
      remove(address);
      assertSameAround(address);
    }
    assertSame();
    put(32);
    assertSame();
  }
}
