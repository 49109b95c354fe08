package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.poolproof.specs.lockstep.FieldTable.Field;

/** A field is seen once, as it is: kept one by one, or as a zero of a piece. */
class FieldTableTest {

  private static final long NODE = 1L << 40;
  private static final Field ZERO = new Field("node.entry", 8, 0);
  private static final Field ENTRY = new Field("node.entry", 8, 7);

  private final FieldTable table = new FieldTable();

  private Map<Long, Field> unseen() {
    Map<Long, Field> unseen = new TreeMap<>();
    table.forEachUnseen(unseen::put);
    return unseen;
  }

  @Test
  void fieldIsSeenOnceAsItIs() {
    Field field = new Field("pool.szidx", 4, 5);
    table.add(field.name(), 0x1000, field.bytes(), field.value());
    assertEquals(field, table.find(0x1000));
    assertNull(table.find(0x1004));
    assertEquals(Map.of(0x1000L, field), unseen());
    assertFalse(table.see(0x1000, 8, 5));
    assertFalse(table.see(0x1000, 4, 6));
    assertFalse(table.see(0x1000, 4, 0));
    assertFalse(table.see(0x1004, 4, 5));
    assertEquals(0, table.seenCount());
    assertTrue(table.see(0x1000, 4, 5));
    assertFalse(table.see(0x1000, 4, 5));
    assertEquals(1, table.seenCount());
    assertEquals(1, table.fieldCount());
    assertEquals(Map.of(), unseen());
  }

  @Test
  void manyFieldsAreKeptApartAndStaySeen() {
    for (long number = 1; number <= 5000; number++) {
      table.add("many", number << 32, 8, number);
      assertTrue(number % 2 == 0 || table.see(number << 32, 8, number));
    }
    assertEquals(5000, table.fieldCount());
    assertEquals(2500, table.seenCount());
    assertEquals(2500, unseen().size());
    for (long number = 1; number <= 5000; number++) {
      assertEquals(new Field("many", 8, number), table.find(number << 32));
      assertEquals(number % 2 == 0, table.see(number << 32, 8, number));
    }
    assertEquals(Map.of(), unseen());
  }

  @Test
  void zerosOfAPieceAreSeenOnceEach() {
    table.addZeros("node.entry", NODE, 64, 8);
    table.addZeros("other", NODE + 64, 8, 4);
    assertEquals(10, table.fieldCount());
    assertEquals(ZERO, table.find(NODE));
    assertEquals(ZERO, table.find(NODE + 56));
    assertEquals(new Field("other", 4, 0), table.find(NODE + 64));
    assertNull(table.find(NODE - 8));
    assertNull(table.find(NODE + 4));
    assertNull(table.find(NODE + 72));
    assertFalse(table.see(NODE, 4, 0));
    assertFalse(table.see(NODE + 4, 8, 0));
    assertFalse(table.see(NODE + 8, 8, 1));
    assertFalse(table.see(NODE + 72, 8, 0));
    for (long at = NODE; at < NODE + 64; at += 8) {
      assertTrue(table.see(at, 8, 0));
      assertFalse(table.see(at, 8, 0));
    }
    assertTrue(table.see(NODE + 68, 4, 0));
    assertEquals(9, table.seenCount());
    assertEquals(Map.of(), unseen());
  }

  @Test
  void entryThatIsNotZeroIsKeptInThePlaceOfAZero() {
    table.addZeros("node.entry", NODE, 64, 8);
    table.replaceZero(ENTRY.name(), NODE + 8, ENTRY.bytes(), ENTRY.value());
    table.replaceZero(ZERO.name(), NODE + 16, ZERO.bytes(), ZERO.value());
    assertEquals(8, table.fieldCount());
    assertEquals(ENTRY, table.find(NODE + 8));
    assertEquals(ZERO, table.find(NODE + 16));
    assertEquals(Map.of(NODE + 8, ENTRY), unseen());
    assertFalse(table.see(NODE + 8, 8, 0));
    assertTrue(table.see(NODE + 8, 8, 7));
    assertTrue(table.see(NODE + 16, 8, 0));
    assertEquals(2, table.seenCount());
    assertEquals(Map.of(), unseen());
  }
}
