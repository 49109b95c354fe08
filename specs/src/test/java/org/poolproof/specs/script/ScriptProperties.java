package org.poolproof.specs.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.ByteCount;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.operation.Domain;

/** What is written is read back as it was, places aside. */
class ScriptProperties {

  @Property(tries = 500)
  void readerGivesBackWhatTheWriterWrote(@ForAll("scripts") Script script) throws Unreadable {
    String text = script.text();
    Script again = Samples.read(text);
    assertEquals(placeless(script), placeless(again));
    assertEquals(text, again.text());
  }

  @Property(tries = 200)
  void commentsAndBlankLinesChangeNothing(@ForAll("scripts") Script script) throws Unreadable {
    String text = script.text();
    int firstLine = text.indexOf('\n') + 1;
    String statements = text.substring(firstLine);
    int end = statements.indexOf("statistics");
    String commented = statements.substring(0, end < 0 ? statements.length() : end);
    String rest = end < 0 ? "" : statements.substring(end);
    String noisy = commented.replaceAll("(?m)^((?!end).*)$", "# note\n$1   # note \n\n   \n  #");
    Script again = Samples.read(text.substring(0, firstLine) + noisy + "\n" + rest);
    assertEquals(placeless(script), placeless(again));
  }

  static Script placeless(Script script) {
    return new Script(
        script.header(), script.statements().stream().map(ScriptProperties::placeless).toList());
  }

  private static Statement placeless(Statement statement) {
    return switch (statement) {
      case Step s ->
          new Step(
              0,
              0,
              s.action(),
              s.expected(),
              s.below().stream().map(ScriptProperties::placeless).toList());
      case Counters c ->
          new Counters(
              0,
              c.allocatedBlockCount(),
              c.arenaGrantCount(),
              c.arenaReleaseCount(),
              c.arenaHighWaterCount());
      case StatisticsLine l -> new StatisticsLine(0, l.text());
    };
  }

  private static Below placeless(Below below) {
    return switch (below) {
      case Below.ArenaAlloc a -> new Below.ArenaAlloc(0, a.size(), a.answer());
      case Below.ArenaFree a -> new Below.ArenaFree(0, a.arena(), a.size());
      case Below.RawMalloc m -> new Below.RawMalloc(0, m.size(), m.answer());
      case Below.RawCalloc c ->
          new Below.RawCalloc(0, c.elementCount(), c.elementSize(), c.answer());
      case Below.RawRealloc r -> new Below.RawRealloc(0, r.block(), r.size(), r.answer());
      case Below.RawFree f -> new Below.RawFree(0, f.block());
    };
  }

  @Provide
  Arbitrary<Script> scripts() {
    Arbitrary<List<Statement>> steps = steps().map(Statement.class::cast).list().ofMaxSize(12);
    return Combinators.combine(headers(), steps, endings())
        .as((header, first, last) ->
            new Script(header, Stream.concat(first.stream(), last.stream()).toList()));
  }

  private static Arbitrary<Header> headers() {
    Arbitrary<String> names =
        Arbitraries.of("cpython-2.7", "cpython-3.9-i386", "founding-64", "tiny:blocks=2,raw=0");
    return Combinators.combine(
            names, Arbitraries.of(Level.class).injectNull(0.3), Arbitraries.of(true, false))
        .as((name, level, below) ->
            new Header(Geometries.named(name), level, below, Recording.NONE));
  }

  private static Arbitrary<List<Statement>> endings() {
    Arbitrary<Long> counts = Arbitraries.longs().greaterOrEqual(0);
    Arbitrary<Long> signedCounts = Arbitraries.longs().greaterOrEqual(-Long.MAX_VALUE);
    Arbitrary<Statement> counters =
        Combinators.combine(signedCounts, counts, counts, counts)
            .as((blocks, grants, releases, high) ->
                new Counters(0, blocks, grants, releases, high));
    Arbitrary<Statement> lines =
        Arbitraries.strings().withCharRange(' ', '~').map(text -> new StatisticsLine(0, text));
    return Combinators.combine(counters.list().ofMaxSize(1), lines.list().ofMaxSize(4))
        .as((first, last) -> Stream.concat(first.stream(), last.stream()).toList());
  }

  private static Arbitrary<Step> steps() {
    return Combinators.combine(
            actions(), expectations().injectNull(0.2), below().list().ofMaxSize(3))
        .as((action, expected, below) ->
            new Step(
                0,
                0,
                action,
                expected != null && action.admits(expected) ? expected : null,
                below));
  }

  private static Arbitrary<Action> actions() {
    Arbitrary<Domain> domains = Arbitraries.of(Domain.class);
    Arbitrary<Integer> numbers = Arbitraries.integers().greaterOrEqual(0);
    Arbitrary<ByteCount> sizes = sizes();
    return Arbitraries.oneOf(
        Combinators.combine(domains, numbers, sizes).as(Action.Malloc::new),
        Combinators.combine(domains, numbers, Arbitraries.longs(), sizes).as(Action.Calloc::new),
        Combinators.combine(domains, numbers, sizes).as(Action.ReallocNull::new),
        Combinators.combine(domains, numbers, sizes).as(Action.Realloc::new),
        Combinators.combine(domains, numbers).as(Action.Free::new),
        domains.map(Action.FreeNull::new));
  }

  private static Arbitrary<Expected> expectations() {
    return Arbitraries.oneOf(Arbitraries.of(Expected.Word.class), pointers());
  }

  private static Arbitrary<Pointer> pointers() {
    return Arbitraries.oneOf(Arbitraries.just(Pointer.NULL), places());
  }

  private static Arbitrary<Pointer> places() {
    Arbitrary<Integer> indices = Arbitraries.integers().greaterOrEqual(0);
    Arbitrary<Long> offsets = Arbitraries.longs();
    return Arbitraries.oneOf(
        offsets.filter(value -> value != 0).map(value -> new Pointer.At(new Address(value))),
        Combinators.combine(indices, offsets).as(Pointer.InArena::new),
        Combinators.combine(indices, offsets).as(Pointer.InRaw::new));
  }

  private static Arbitrary<Below> below() {
    Arbitrary<Long> lines = Arbitraries.just(0L);
    Arbitrary<Long> counts = Arbitraries.longs();
    return Arbitraries.oneOf(
        Combinators.combine(lines, sizes(), pointers()).as(Below.ArenaAlloc::new),
        Combinators.combine(lines, places(), sizes()).as(Below.ArenaFree::new),
        Combinators.combine(lines, sizes(), pointers()).as(Below.RawMalloc::new),
        Combinators.combine(lines, counts, sizes(), pointers()).as(Below.RawCalloc::new),
        Combinators.combine(lines, pointers(), sizes(), pointers()).as(Below.RawRealloc::new),
        Combinators.combine(lines, pointers()).as(Below.RawFree::new));
  }

  private static Arbitrary<ByteCount> sizes() {
    return Arbitraries.longs().map(ByteCount::new);
  }
}
