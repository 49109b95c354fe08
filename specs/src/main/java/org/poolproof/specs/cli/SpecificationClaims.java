package org.poolproof.specs.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.explore.ScratchFolder;
import org.poolproof.specs.explore.SpecifiedGraph;
import org.poolproof.specs.proof.Configuration;
import org.poolproof.specs.proof.FormalFiles;
import org.poolproof.specs.proof.Manifest;
import org.poolproof.specs.proof.Tlc;
import org.poolproof.specs.report.Claim;

/** What is claimed of the specification, on each geometry of its manifest. */
final class SpecificationClaims {

  private static final String SPACE = " ";

  private final String specification;
  private final List<String> invariants;

  /**
   * @param specification the text of the module
   */
  SpecificationClaims(String specification) {
    this.specification = specification;
    invariants = Configuration.invariants(specification);
  }

  /** The claims about {@code entry}, examined. */
  Claim examined(Manifest.Entry entry) throws IOException {
    try (ScratchFolder folder = new ScratchFolder("poolproof-prove")) {
      FormalFiles.unpack(specification, folder.path());
      return examined(entry, new Tlc(folder.path()));
    }
  }

  private Claim examined(Manifest.Entry entry, Tlc tlc) throws IOException {
    long start = System.nanoTime();
    Configuration configuration = new Configuration(entry.geometry());
    Set<String> edges = new TreeSet<>();
    Tlc.Result result =
        entry.areEdgesCompared()
            ? tlc.run(
                "Edges",
                configuration.text(invariants, "PrintedEdge"),
                edge -> edges.add(edge.replace(SPACE, "")))
            : tlc.run("Pymalloc", configuration.text(invariants, null), edge -> {});
    String fault = fault(result);
    if (fault == null) {
      SpecifiedGraph graph = new SpecifiedGraph(entry.geometry());
      fault = entry.areEdgesCompared() ? difference(edges, graph) : null;
      fault = fault == null ? difference(result, graph.size()) : fault;
    }
    return new Claim(
        "the specification keeps its "
            + invariants.size()
            + " invariants and has the model's "
            + (entry.areEdgesCompared() ? "states and labelled edges" : "numbers of states, edges"),
        String.format(
            Locale.ROOT,
            "%s: %,d states, %,d edges",
            entry.geometry().name(),
            result.stateCount(),
            result.edgeCount()),
        fault == null,
        fault == null ? "" : fault,
        (System.nanoTime() - start) / 1e9);
  }

  private static @Nullable String fault(Tlc.Result result) {
    if (result.isComplete()) {
      return null;
    }
    String what =
        result.violated() == null
            ? "TLC did not come to its end"
            : result.violated() + " is violated";
    return what + ":\n" + String.join("\n", result.output());
  }

  private static @Nullable String difference(Tlc.Result result, SpecifiedGraph.Size size) {
    if (result.stateCount() == size.stateCount() && result.edgeCount() == size.edgeCount()) {
      return null;
    }
    return String.format(
        Locale.ROOT,
        "%,d states and %,d edges, the model has %,d and %,d",
        result.stateCount(),
        result.edgeCount(),
        size.stateCount(),
        size.edgeCount());
  }

  private static @Nullable String difference(Set<String> specified, SpecifiedGraph graph) {
    Set<String> modelled = new TreeSet<>();
    graph.forEachEdge(
        (from, label, to) -> modelled.add(SpecifiedGraph.edge(from, label, to).replace(SPACE, "")));
    List<String> differences = new ArrayList<>();
    specified.stream()
        .filter(edge -> !modelled.contains(edge))
        .findFirst()
        .ifPresent(edge -> differences.add("only the specification has " + edge));
    modelled.stream()
        .filter(edge -> !specified.contains(edge))
        .findFirst()
        .ifPresent(edge -> differences.add("only the model has " + edge));
    return differences.isEmpty() ? null : String.join("\n", differences);
  }
}
