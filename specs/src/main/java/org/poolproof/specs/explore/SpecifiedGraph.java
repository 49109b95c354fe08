package org.poolproof.specs.explore;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.operation.Operation;

/** The model's state graph in the words of {@code specs/formal/Pymalloc.tla}. */
public final class SpecifiedGraph {

  /** Is told of the edges, the same one perhaps more than once. */
  @FunctionalInterface
  public interface Visitor {
    void edge(String from, String label, String to);
  }

  /** How many heaps there are, and how many edges between them. */
  public record Size(long stateCount, long edgeCount) {}

  private final Places places;

  /**
   * @throws Unexplorable if the geometry's heaps cannot be explored
   */
  public SpecifiedGraph(Geometry geometry) {
    places = new Places(geometry);
  }

  /** Heaps and edges, told apart by 64 bits. */
  public Size size() {
    Hasher64 hasher = Hashing.xxh3_64();
    Set<Long> states = new HashSet<>();
    Set<Long> edges = new HashSet<>();
    forEachEdge((from, label, to) -> {
      states.add(hasher.hashCharsToLong(from));
      edges.add(hasher.hashCharsToLong(edge(from, label, to)));
    });
    return new Size(states.size(), edges.size());
  }

  /** An edge as the specification's module {@code Edges} prints it. */
  public static String edge(String from, String label, String to) {
    return "<<" + String.join(", ", from, label, to) + ">>";
  }

  /** Shows every edge of the graph. */
  public void forEachEdge(Visitor visitor) {
    Specified specified = new Specified(places);
    Codec codec = new Codec(places);
    Moves moves = new Moves(places);
    Choices choices = new Choices(places);
    Set<ByteBuffer> seen = new HashSet<>();
    Deque<Situation> open = new ArrayDeque<>();
    Situation start = Situation.initial(places.geometry());
    seen.add(ByteBuffer.wrap(codec.exactly(start)));
    open.add(start);
    while (!open.isEmpty()) {
      Situation from = open.remove();
      String heap = specified.heap(from);
      for (Operation operation : moves.in(from)) {
        choices.forEach(
            from,
            operation,
            done -> {
              Transition transition = new Transition(operation, done);
              Situation to = from.after(operation, done);
              visitor.edge(heap, specified.label(from, transition), specified.heap(to));
              if (seen.add(ByteBuffer.wrap(codec.encode(to)))) {
                open.add(to);
              }
            });
      }
    }
  }
}
