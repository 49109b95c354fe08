package org.poolproof.impl.census;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.poolproof.impl.pymalloc.Ground.ARENAS;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.poolproof.impl.census.Census.ClassCensus;
import org.poolproof.impl.layout.Geometry;
import org.poolproof.impl.layout.Geometry.Table;
import org.poolproof.impl.layout.Presets;
import org.poolproof.impl.pymalloc.Ground;
import org.poolproof.impl.pymalloc.Pymalloc;

/** The statistics of small heaps, computed by hand (PYMALLOC.md 9). */
class StatisticsTest {
  private Ground ground;
  private Pymalloc heap;

  private void open(Geometry geometry, long... arenas) {
    ground = new Ground(geometry).arenas(arenas);
    heap = ground.open();
  }

  @AfterEach
  void close() {
    ground.close();
  }

  @Test
  void aHeapOf39() {
    open(Presets.cpython39(), ARENAS);
    heap.malloc(16);
    heap.malloc(1);
    heap.malloc(9);
    heap.malloc(512);
    heap.malloc(513);
    assertText(
        """
        Small block threshold = 512, in 32 size classes.

        class   size   num pools   blocks in use  avail blocks
        -----   ----   ---------   -------------  ------------
            0     16           1               3           250
           31    512           1               1             6

        # arenas allocated total           =                    1
        # arenas reclaimed                 =                    0
        # arenas highwater mark            =                    1
        # arenas allocated current         =                    1
        1 arenas * 262144 bytes/arena      =              262,144

        # bytes in allocated blocks        =                  560
        # bytes in available blocks        =                7,072
        62 unused pools * 4096 bytes       =              253,952
        # bytes lost to pool headers       =                   96
        # bytes lost to quantization       =                  464
        # bytes lost to arena alignment    =                    0
        Total                              =              262,144
        """);
  }

  @Test
  void aHeapOf311WithItsTree() {
    open(Presets.cpython311(), ARENAS + 4096);
    heap.malloc(16);
    assertText(
        """
        Small block threshold = 512, in 32 size classes.

        class   size   num pools   blocks in use  avail blocks
        -----   ----   ---------   -------------  ------------
            0     16           1               1          1020

        # arenas allocated total           =                    1
        # arenas reclaimed                 =                    0
        # arenas highwater mark            =                    1
        # arenas allocated current         =                    1
        1 arenas * 1048576 bytes/arena     =            1,048,576

        # bytes in allocated blocks        =                   16
        # bytes in available blocks        =               16,320
        62 unused pools * 16384 bytes      =            1,015,808
        # bytes lost to pool headers       =                   48
        # bytes lost to quantization       =                    0
        # bytes lost to arena alignment    =               16,384
        Total                              =            1,048,576

        arena map counts
        # arena map mid nodes              =                    1
        # arena map bot nodes              =                    1

        # bytes lost to arena map root     =              262,144
        # bytes lost to arena map mid      =              262,144
        # bytes lost to arena map bot      =              131,072
        Total                              =              655,360
        """);
  }

  @Test
  void anUntouchedHeapOf32Bits() {
    open(Presets.cpython311Of32Bits());
    assertText(
        """
        Small block threshold = 512, in 64 size classes.

        class   size   num pools   blocks in use  avail blocks
        -----   ----   ---------   -------------  ------------

        # arenas allocated total           =                    0
        # arenas reclaimed                 =                    0
        # arenas highwater mark            =                    0
        # arenas allocated current         =                    0
        0 arenas * 262144 bytes/arena      =                    0

        # bytes in allocated blocks        =                    0
        # bytes in available blocks        =                    0
        0 unused pools * 4096 bytes        =                    0
        # bytes lost to pool headers       =                    0
        # bytes lost to quantization       =                    0
        # bytes lost to arena alignment    =                    0
        Total                              =                    0

        arena map counts
        # bytes lost to arena map root     =              131,072
        """);
  }

  /** An arena was reclaimed; of the two that are left one is full but for a block. */
  @Test
  void aTinyHeapWithAReclaimedArena() {
    open(Ground.tiny(new Table(), false), ARENAS, ARENAS + 1024, ARENAS + 2048);
    heap.free(heap.malloc(16));
    for (int i = 0; i < 12; i++) {
      heap.malloc(16);
    }
    heap.malloc(32);
    heap.free(ARENAS + 1024 + 0x30);
    assertText(
        """
        Small block threshold = 32, in 2 size classes.

        class   size   num pools   blocks in use  avail blocks
        -----   ----   ---------   -------------  ------------
            0     16           4              11             1
            1     32           1               1             2

        # arenas allocated total           =                    3
        # arenas reclaimed                 =                    1
        # arenas highwater mark            =                    2
        # arenas allocated current         =                    2
        2 arenas * 1024 bytes/arena        =                2,048

        # bytes in allocated blocks        =                  208
        # bytes in available blocks        =                   80
        3 unused pools * 256 bytes         =                  768
        # bytes lost to pool headers       =                  240
        # bytes lost to quantization       =                  752
        # bytes lost to arena alignment    =                    0
        Total                              =                2,048
        """);
  }

  @Test
  void everyNodeOfTheTreeIsCounted() {
    open(Ground.tiny());
    List<ClassCensus> none = Collections.nCopies(32, new ClassCensus(0, 0, 0));
    Census census = new Census(Presets.cpython311(), none, 0, 0, 0, 0, 0, 0, 2, 7);
    String expected =
        """

        arena map counts
        # arena map mid nodes              =                    2
        # arena map bot nodes              =                    7

        # bytes lost to arena map root     =              262,144
        # bytes lost to arena map mid      =              524,288
        # bytes lost to arena map bot      =              917,504
        Total                              =            1,703,936
        """;
    String text = Statistics.text(census);
    assertEquals(expected, text.substring(text.length() - expected.length()));
  }

  private void assertText(String expected) {
    assertEquals(expected, heap.statisticsText());
    assertEquals(expected, Statistics.text(heap.census()));
  }
}
