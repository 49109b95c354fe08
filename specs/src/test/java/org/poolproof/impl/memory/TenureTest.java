package org.poolproof.impl.memory;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A tenure lasts until it is closed, for the thread that opened it. */
class TenureTest {
  @Test
  void ownerPassesWhileItIsOpen() {
    try (Tenure tenure = new Tenure()) {
      assertDoesNotThrow(tenure::check);
    }
  }

  @Test
  void nobodyPassesOnceItIsClosed() throws InterruptedException {
    Tenure tenure = new Tenure();
    tenure.close();
    IllegalStateException closed = assertThrows(IllegalStateException.class, tenure::check);
    assertEquals("this heap is closed", closed.getMessage());
    assertInstanceOf(WrongThreadException.class, thrownElsewhere(tenure::check));
  }

  @Test
  void anotherThreadIsNamedItsOwner() throws InterruptedException {
    try (Tenure tenure = new Tenure()) {
      Throwable thrown = thrownElsewhere(tenure::check);
      assertInstanceOf(WrongThreadException.class, thrown);
      assertEquals("this heap belongs to " + Thread.currentThread(), thrown.getMessage());
    }
  }

  @Test
  void anotherThreadCannotCloseIt() throws InterruptedException {
    try (Tenure tenure = new Tenure()) {
      assertInstanceOf(WrongThreadException.class, thrownElsewhere(tenure::close));
      assertDoesNotThrow(tenure::check);
    }
  }

  @Test
  void closingTwiceIsRefused() {
    Tenure tenure = new Tenure();
    tenure.close();
    assertThrows(IllegalStateException.class, tenure::close);
  }

  @Test
  void allocatedMemoryIsZeroAlignedAndApart() {
    try (Tenure tenure = new Tenure()) {
      long first = tenure.allocate(40);
      long second = tenure.allocate(40);
      assertEquals(0, first % 16);
      assertEquals(0, second % 16);
      assertEquals("0".repeat(80), hex(first));
      Memory memory = Memory.plain(8, 0);
      for (int offset = 0; offset < 40; offset += 8) {
        memory.writeWord(first + offset, -1);
      }
      assertEquals("0".repeat(80), hex(second));
    }
  }

  private static String hex(long real) {
    return java.util.HexFormat.of().formatHex(Memory.plain(8, 0).save(real, 40));
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
