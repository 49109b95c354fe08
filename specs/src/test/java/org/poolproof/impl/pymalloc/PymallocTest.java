package org.poolproof.impl.pymalloc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.poolproof.impl.pymalloc.Ground.ARENAS;
import static org.poolproof.impl.pymalloc.Ground.raw;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.poolproof.impl.layout.ControlBlock;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Table;
import org.poolproof.impl.layout.Presets;

/** A heap from its opening to its end. */
class PymallocTest {
  private Ground ground = new Ground(Ground.tiny());

  @AfterEach
  void close() {
    ground.close();
  }

  private static List<Executable> everything(Pymalloc heap) {
    return List.of(
        () -> heap.malloc(16),
        () -> heap.malloc(-1),
        () -> heap.calloc(1, 16),
        () -> heap.calloc(-1, 16),
        () -> heap.realloc(0, 16),
        () -> heap.realloc(0, -1),
        () -> heap.free(0),
        () -> heap.free(ARENAS + 0x30),
        () -> heap.owns(ARENAS),
        () -> heap.view(ARENAS + 0x30, 16),
        heap::allocatedBlockCount,
        heap::census,
        heap::statisticsText,
        heap::close);
  }

  @Test
  void anotherThreadIsRefusedAndNothingChanges() throws InterruptedException {
    Pymalloc heap = ground.arenas(ARENAS).open();
    heap.malloc(16);
    ground.calls();
    byte[] before = image();
    for (Executable call : everything(heap)) {
      assertInstanceOf(WrongThreadException.class, thrownElsewhere(call));
    }
    assertArrayEquals(before, image());
    assertEquals("", ground.calls());
    assertEquals(ARENAS + 0x40, heap.malloc(16));
  }

  @Test
  void aClosedHeapRefusesEverythingAndClosingTwice() throws InterruptedException {
    Pymalloc heap = ground.arenas(ARENAS).open();
    heap.free(heap.malloc(16));
    heap.close();
    ground.calls();
    byte[] before = image();
    for (Executable call : everything(heap)) {
      IllegalStateException closed = assertThrows(IllegalStateException.class, call);
      assertEquals("this heap is closed", closed.getMessage());
      assertInstanceOf(WrongThreadException.class, thrownElsewhere(call));
    }
    assertArrayEquals(before, image());
    assertEquals("", ground.calls());
  }

  /** The arena that was kept; then bottom nodes before their middle node; then the table. */
  @Test
  void closingGivesEverythingBackOnce() {
    long far = ARENAS + (1 << 22);
    long farther = ARENAS + (1 << 26);
    Pymalloc heap = ground.arenas(farther, far, ARENAS).open();
    long[] blocks = new long[36];
    for (int i = 0; i < 36; i++) {
      blocks[i] = heap.malloc(16);
    }
    for (long block : blocks) {
      heap.free(block);
    }
    heap.free(heap.malloc(600));
    ground.calls();
    heap.close();
    assertEquals(
        """
        release 8000000 1024
        free 800000
        free 600000
        free 500000
        free 300000
        free 200000
        free 700000\
        """,
        ground.calls());
    assertEquals(0, ground.rawGrantCount());
    assertEquals(0, ground.control().arenaCount());
  }

  @Test
  void aHeapThatWasNeverUsedGivesNothingBack() {
    ground.open().close();
    assertEquals("", ground.calls());
  }

  @Test
  void closingNamesTheBlocksThatWereOutAfterClosing() {
    Pymalloc heap = ground.arenas(ARENAS, ARENAS + 0x410).open();
    for (int i = 0; i < 13; i++) {
      heap.malloc(16);
    }
    long large = heap.malloc(600);
    ground.calls();
    IllegalStateException refused = assertThrows(IllegalStateException.class, heap::close);
    assertEquals("blocks were handed out at close: 13 of pools, 1 raw", refused.getMessage());
    assertEquals(
        """
        release 4000000 1024
        release 4000410 1024
        free 300000
        free 200000
        free 400000\
        """,
        ground.calls());
    assertEquals(1, ground.rawGrantCount());
    ground.free(large);
    assertThrows(IllegalStateException.class, () -> heap.malloc(1));
  }

  @Test
  void closingNamesRawBlocksAlone() {
    Pymalloc heap = ground.open();
    heap.malloc(600);
    assertEquals(
        "blocks were handed out at close: 0 of pools, 1 raw",
        assertThrows(IllegalStateException.class, heap::close).getMessage());
  }

  @Test
  void closingNamesPooledBlocksAlone() {
    Pymalloc heap = ground.arenas(ARENAS).open();
    heap.malloc(6);
    assertEquals(
        "blocks were handed out at close: 1 of pools, 0 raw",
        assertThrows(IllegalStateException.class, heap::close).getMessage());
  }

  @Test
  void viewsShowBlocksAndDieWithTheHeap() {
    Pymalloc heap = ground.arenas(ARENAS).open();
    long block = heap.malloc(24);
    MemorySegment view = heap.view(block, 24);
    assertEquals(24, view.byteSize());
    view.set(ValueLayout.JAVA_LONG, 16, 42);
    assertEquals(42, ground.plain().readWord(block + 16));
    heap.free(block);
    heap.close();
    assertFalse(view.scope().isAlive());
    assertThrows(IllegalStateException.class, () -> view.get(ValueLayout.JAVA_BYTE, 0));
  }

  @Test
  void viewsDieThoughBlocksWereOut() {
    Pymalloc heap = ground.arenas(ARENAS).open();
    MemorySegment view = heap.view(heap.malloc(24), 24);
    assertThrows(IllegalStateException.class, heap::close);
    assertFalse(view.scope().isAlive());
  }

  @Test
  void aRestoredImageIsTheHeapOfItsMoment() {
    Pymalloc heap = ground.arenas(ARENAS).open();
    heap.malloc(16);
    heap.malloc(16);
    byte[] control = ground.plain().save(Ground.CONTROL, ControlBlock.bytes(ground.geometry()));
    byte[] arena = ground.plain().save(ARENAS, 1024);
    byte[] table = ground.plain().save(raw(0), 48);
    byte[] states = ground.memory().saveStates(ARENAS, 1024);
    heap.free(ARENAS + 0x30);
    heap.free(ARENAS + 0x40);
    heap.malloc(30);
    ground.plain().restore(Ground.CONTROL, control);
    ground.plain().restore(ARENAS, arena);
    ground.plain().restore(raw(0), table);
    ground.memory().restoreStates(ARENAS, states);
    Pymalloc resumed =
        Pymalloc.resume(ground.geometry(), ground.memory(), Ground.CONTROL, ground, ground);
    assertEquals(2, resumed.allocatedBlockCount());
    assertTrue(resumed.owns(ARENAS));
    assertEquals(ARENAS + 0x50, resumed.malloc(16));
    resumed.free(ARENAS + 0x40);
    assertEquals(ARENAS + 0x40, resumed.malloc(16));
  }

  @Test
  void memoryOfOtherWordsIsRefused() {
    Geometry narrow = Presets.cpython39Of32Bits();
    String sentence = "memory of 8-byte words for a geometry of 4";
    assertEquals(
        sentence,
        assertThrows(
                IllegalArgumentException.class,
                () -> Pymalloc.open(narrow, ground.memory(), Ground.CONTROL, ground, ground))
            .getMessage());
    assertEquals(
        sentence,
        assertThrows(
                IllegalArgumentException.class,
                () -> Pymalloc.resume(narrow, ground.memory(), Ground.CONTROL, ground, ground))
            .getMessage());
  }

  /** The control block is in memory of the caller's choice: checked memory knows it as live. */
  @Test
  void openingTwiceAtOnePlaceIsAFault() {
    ground.open();
    assertThrows(org.poolproof.impl.memory.MemoryFault.class, ground::open);
  }

  /** Of 200 accesses, that of the ground. */
  @Test
  void everyOperationHasABudgetOfItsOwn() {
    Pymalloc heap = ground.arenas(ARENAS).open();
    ground.memory().beginOperation();
    for (int i = 0; i < 200; i++) {
      long block = heap.realloc(heap.calloc(1, 16), 17);
      assertTrue(heap.owns(block));
      heap.free(block);
    }
    assertEquals(0, heap.allocatedBlockCount());
  }

  @Test
  void aTableHeapGivesItsTableBack() {
    ground.close();
    ground = new Ground(Ground.tiny(new Table(), true)).arenas(ARENAS);
    Pymalloc heap = ground.open();
    heap.free(heap.malloc(3));
    ground.calls();
    heap.close();
    assertEquals("release 4000000 1024\nfree 100000", ground.calls());
  }

  private byte[] image() {
    int length = ControlBlock.bytes(ground.geometry());
    return ground.plain().save(Ground.CONTROL, length);
  }

  private static Throwable thrownElsewhere(Executable action) throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread other =
        new Thread(() -> {
          try {
            action.execute();
          } catch (Throwable any) {
            thrown.set(any);
          }
        });
    other.start();
    other.join();
    return thrown.get();
  }
}
