package org.poolproof.model.pymalloc.invariant;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.pymalloc.rule.Rule;

/** Every invariant holds after every step, whatever the client does and the layers below refuse. */
@Tag("long")
class WalkProperties {

  private static final int REAL_SLOT_COUNT = 40;

  @Property(tries = 400)
  void invariantsHoldAfterEveryStepInTinyGeometries(
      @ForAll("tinyGeometries") String name, @ForAll("walks") List<Walk.Move> moves) {
    walk(Client.of(name), moves);
  }

  @Property(tries = 60)
  void invariantsHoldAfterEveryStepInPresets(
      @ForAll("presets") String name,
      @ForAll("offsets") long offsetBytes,
      @ForAll("walks") List<Walk.Move> moves) {
    walk(preset(name, offsetBytes), moves);
  }

  @Example
  void walksTakeEveryRuleOfTinyGeometries() {
    Set<Rule> missing = EnumSet.allOf(Rule.class);
    missing.removeIf(rule -> !rule.isReachable());
    Random random = new Random(1);
    for (String geometry :
        List.of(
            "tiny:pools=2", "tiny:arenas=3,base=mixed,keep=none", "tiny:base=none,index=radix")) {
      for (int walk = 0; walk < 250; walk++) {
        Client client = Client.of(geometry);
        walk(client, Stream.generate(() -> Walk.Move.random(random)).limit(30).toList());
        missing.removeAll(client.rules());
      }
    }
    assertEquals(Walk.NOT_TAKEN, missing);
  }

  private static void walk(Client client, List<Walk.Move> moves) {
    assertEquals(List.of(), Invariants.check(client.state()));
    for (Walk.Move move : moves) {
      Walk.take(client, move);
      assertEquals(List.of(), Invariants.check(client.state()), () -> "after " + move);
    }
  }

  /**
   * A client half of whose arenas start {@code offsetBytes} behind a frame, the others with one.
   */
  private static Client preset(String name, long offsetBytes) {
    Geometry geometry = Geometries.named(name);
    List<Address> slots =
        LongStream.range(0, REAL_SLOT_COUNT)
            .mapToObj(slot ->
                new Address(
                    (0x400 + slot) * geometry.arenaBytes()
                        + (slot < REAL_SLOT_COUNT / 2 ? 0 : offsetBytes)))
            .toList();
    return new Client(geometry, slots);
  }

  @Provide
  Arbitrary<List<Walk.Move>> walks() {
    return Combinators.combine(
            Arbitraries.of(Walk.Kind.class),
            Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Walk.Refusal.NOTHING)),
                Tuple.of(1, Arbitraries.of(Walk.Refusal.class))),
            Arbitraries.integers().between(0, 1 << 20),
            Arbitraries.integers().between(0, 1 << 20))
        .as(Walk.Move::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(120);
  }

  @Provide
  Arbitrary<String> presets() {
    return Arbitraries.of(Geometries.names());
  }

  /** On the frame, at a pool boundary, and between two. */
  @Provide
  Arbitrary<Long> offsets() {
    return Arbitraries.of(0L, 16L, 4096L, 16384L, 65536L + 16L);
  }

  @Provide
  Arbitrary<String> tinyGeometries() {
    return Combinators.combine(
            Arbitraries.of("table", "radix,radix=1/1/1", "radix,radix=0/0/4"),
            Arbitraries.of("arena", "pool", "none", "mixed"),
            Arbitraries.of("last", "none"),
            Arbitraries.of(4, 8),
            Arbitraries.of(2, 4),
            Arbitraries.integers().between(2, 5),
            Arbitraries.integers().between(1, 4),
            Arbitraries.integers().between(1, 3))
        .as(WalkProperties::tiny);
  }

  private static String tiny(
      String index,
      String base,
      String keep,
      int word,
      int pools,
      int blocks,
      int arenas,
      int records) {
    boolean losesPools = base.equals("none") || base.equals("mixed");
    return "tiny:index=%s,base=%s,keep=%s,word=%d,pools=%d,blocks=%d,arenas=%d,records=%d"
        .formatted(index, base, keep, word, losesPools ? 4 : pools, blocks, arenas, records);
  }
}
