package org.poolproof.model.pymalloc.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.poolproof.model.pymalloc.Heap.ARENAS;
import static org.poolproof.model.pymalloc.Heap.RAW;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.Heap;
import org.poolproof.model.pymalloc.Workload;

/** The statistics text of small heaps, byte for byte, and what its numbers add up to. */
class StatisticsTextTest {
  private static final Pattern NUMBER = Pattern.compile("(.{35,}?)=([ 0-9,]{21})");

  private static void prints(String expected, Heap heap) {
    assertEquals(expected, StatisticsText.of(heap.state()));
  }

  @Test
  void emptyHeapPrintsZeros() {
    prints(
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
        """,
        Heap.of("founding-64"));
  }

  @Test
  void alignedArenaPrintsItsUsedAndFullPools() {
    Heap heap = Heap.of("cpython-3.8");
    heap.malloc(16);
    heap.mallocs(7, 512);
    // 62 pools were never carved; a pool of 512-byte blocks ends with 464 bytes of no block.
    prints(
        """
        Small block threshold = 512, in 32 size classes.

        class   size   num pools   blocks in use  avail blocks
        -----   ----   ---------   -------------  ------------
            0     16           1               1           252
           31    512           1               7             0

        # arenas allocated total           =                    1
        # arenas reclaimed                 =                    0
        # arenas highwater mark            =                    1
        # arenas allocated current         =                    1
        1 arenas * 262144 bytes/arena      =              262,144

        # bytes in allocated blocks        =                3,600
        # bytes in available blocks        =                4,032
        62 unused pools * 4096 bytes       =              253,952
        # bytes lost to pool headers       =                   96
        # bytes lost to quantization       =                  464
        # bytes lost to arena alignment    =                    0
        Total                              =              262,144
        """,
        heap);
  }

  @Test
  void emptyPoolCountsAsUnusedAndReclaimedArenasAreCounted() {
    Heap heap = Heap.of("cpython-3.8");
    heap.free(heap.malloc(100)); // an arena comes and goes
    heap.malloc(16);
    heap.free(heap.malloc(48));
    prints(
        """
        Small block threshold = 512, in 32 size classes.

        class   size   num pools   blocks in use  avail blocks
        -----   ----   ---------   -------------  ------------
            0     16           1               1           252

        # arenas allocated total           =                    2
        # arenas reclaimed                 =                    1
        # arenas highwater mark            =                    1
        # arenas allocated current         =                    1
        1 arenas * 262144 bytes/arena      =              262,144

        # bytes in allocated blocks        =                   16
        # bytes in available blocks        =                4,032
        63 unused pools * 4096 bytes       =              258,048
        # bytes lost to pool headers       =                   48
        # bytes lost to quantization       =                    0
        # bytes lost to arena alignment    =                    0
        Total                              =              262,144
        """,
        heap);
  }

  @Test
  void treeOfNodesPrintsWhatItTakes() {
    Heap heap = Heap.of("cpython-3.10").below(RAW, 0x8ff0_4010L, 0x11000, 0x12000, 0x13000);
    heap.malloc(500);
    // 31 blocks of 512; 62 pools are unused, one is lost before the first pool boundary.
    prints(
        """
        Small block threshold = 512, in 32 size classes.

        class   size   num pools   blocks in use  avail blocks
        -----   ----   ---------   -------------  ------------
           31    512           1               1            30

        # arenas allocated total           =                    1
        # arenas reclaimed                 =                    0
        # arenas highwater mark            =                    1
        # arenas allocated current         =                    1
        1 arenas * 1048576 bytes/arena     =            1,048,576

        # bytes in allocated blocks        =                  512
        # bytes in available blocks        =               15,360
        62 unused pools * 16384 bytes      =            1,015,808
        # bytes lost to pool headers       =                   48
        # bytes lost to quantization       =                  464
        # bytes lost to arena alignment    =               16,384
        Total                              =            1,048,576

        arena map counts
        # arena map mid nodes              =                    1
        # arena map bot nodes              =                    2

        # bytes lost to arena map root     =                8,192
        # bytes lost to arena map mid      =                8,192
        # bytes lost to arena map bot      =                4,096
        Total                              =               20,480
        """,
        heap);
  }

  @Test
  void treeOfSixtyFourBitsHasLargerNodes() {
    Heap heap = Heap.of("cpython-3.12");
    heap.malloc(1);
    String text = StatisticsText.of(heap.state());
    assertEquals(
        """

        arena map counts
        # arena map mid nodes              =                    1
        # arena map bot nodes              =                    1

        # bytes lost to arena map root     =              262,144
        # bytes lost to arena map mid      =              262,144
        # bytes lost to arena map bot      =              131,072
        Total                              =              655,360
        """,
        text.substring(text.indexOf("\narena map")));
  }

  @Test
  void mapOfOneLevelPrintsItsRootOnly() {
    Heap heap = Heap.of("cpython-3.11-i386").below(RAW, ARENAS + 0x1000);
    heap.malloc(1);
    String text = StatisticsText.of(heap.state());
    assertEquals(
        """
        Total                              =              262,144

        arena map counts
        # bytes lost to arena map root     =              131,072
        """,
        text.substring(text.indexOf("Total")));
  }

  @Test
  void poolsOfTinyGeometryLoseWhatIsBehindTheirBlocks() {
    // Pools of 256: a header of 48, three blocks of 16 or 32, and 160 or 112 bytes behind.
    Heap heap = Heap.of("tiny").below(RAW, 0x2010);
    heap.malloc(16);
    heap.malloc(32);
    prints(
        """
        Small block threshold = 32, in 2 size classes.

        class   size   num pools   blocks in use  avail blocks
        -----   ----   ---------   -------------  ------------
            0     16           1               1             2
            1     32           1               1             2

        # arenas allocated total           =                    1
        # arenas reclaimed                 =                    0
        # arenas highwater mark            =                    1
        # arenas allocated current         =                    1
        1 arenas * 1024 bytes/arena        =                1,024

        # bytes in allocated blocks        =                   48
        # bytes in available blocks        =                   96
        1 unused pools * 256 bytes         =                  256
        # bytes lost to pool headers       =                   96
        # bytes lost to quantization       =                  272
        # bytes lost to arena alignment    =                  256
        Total                              =                1,024
        """,
        heap);
  }

  @Test
  void numbersAreGroupedByThousands() {
    Heap heap = Heap.of("tiny:classes=32,blocks=2047,pools=2047,arenas=100");
    heap.malloc(1);
    String text = StatisticsText.of(heap.state());
    assertEquals(
        "1 arenas * 2146435072 bytes/arena  =        2,146,435,072",
        text.lines().filter(line -> line.contains("bytes/arena")).findFirst().orElse(""));
  }

  @Provide
  Arbitrary<String> geometries() {
    return Arbitraries.of(
        "cpython-3.8",
        "cpython-3.12",
        "cpython-3.11-i386",
        "tiny:base=mixed,arenas=3",
        "tiny:base=none,index=radix,classes=3,blocks=4",
        "tiny:base=pool,word=4,keep=none,blocks=2");
  }

  /** PY-81, and PY-82: blocks in use and available fill the pools of their class. */
  @Property(tries = 30)
  void linesAddUpToTheArenas(@ForAll @From("geometries") String name, @ForAll long seed) {
    Geometry geometry = Geometries.named(name);
    Workload workload = new Workload(geometry, seed).refusing(5).run(300);
    String text = StatisticsText.of(workload.state());
    Map<String, Long> numbers = new HashMap<>();
    for (String line : text.lines().toList()) {
      Matcher matcher = NUMBER.matcher(line);
      if (matcher.matches()) {
        numbers.putIfAbsent(matcher.group(1).strip(), number(matcher.group(2)));
      }
    }
    long arenaBytes = numbers.get("# arenas allocated current") * geometry.arenaBytes();
    long sum = 0;
    for (Map.Entry<String, Long> entry : numbers.entrySet()) {
      String label = entry.getKey();
      if (label.startsWith("# bytes") && !label.contains("arena map")
          || label.contains("unused pools")) {
        sum += entry.getValue();
      }
    }
    assertEquals(arenaBytes, sum);
    assertEquals(arenaBytes, numbers.get("Total"));
    for (String line : text.lines().filter(each -> each.matches(" [ 0-9]+")).toList()) {
      List<Long> columns = Arrays.stream(line.strip().split(" +")).map(Long::valueOf).toList();
      long room = geometry.poolBytes() - (geometry.wordBytes() == 8 ? 48 : 32);
      long perPool = geometry.slots() == null ? room / columns.get(1) : geometry.blockLimit();
      assertEquals(columns.get(2) * perPool, columns.get(3) + columns.get(4), line);
    }
  }

  private static long number(String text) {
    return Long.parseLong(text.strip().replace(",", ""));
  }
}
