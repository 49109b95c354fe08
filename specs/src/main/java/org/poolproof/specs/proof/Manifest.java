package org.poolproof.specs.proof;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;

/** What TLC must show of the specification: {@code specs/formal/manifest.json}. */
public record Manifest(List<Entry> entries) {

  /**
   * A geometry on which every invariant holds, and the graphs are alike.
   *
   * @param areEdgesCompared whether the edges are the same one by one; otherwise they are counted
   */
  public record Entry(Geometry geometry, boolean areEdgesCompared) {}

  public Manifest {
    entries = List.copyOf(entries);
  }

  /** The manifest in {@code text}. */
  public static Manifest of(String text) {
    List<Entry> entries = new ArrayList<>();
    try {
      for (JsonNode entry : new ObjectMapper().readTree(text).get("geometries")) {
        entries.add(
            new Entry(
                Geometries.named(entry.get("geometry").asText()), entry.get("edges").asBoolean()));
      }
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException("formal/manifest.json is no JSON", broken);
    }
    return new Manifest(entries);
  }
}
