package org.poolproof.specs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.GeometryRefused;

class SubjectNameTest {

  private static final Geometry OTHER = Geometries.named("cpython-3.8");

  @Test
  void modelAloneTakesTheGeometryThatItIsGiven() {
    SubjectName name = SubjectName.parse("model");
    assertNull(name.geometry());
    assertEquals(OTHER, name.open(OTHER).geometry());
    assertEquals("model", name.open(OTHER).name());
  }

  @Test
  void geometryOfItsOwnCountsMore() {
    SubjectName name = SubjectName.parse("model@tiny:arenas=1");
    assertEquals("model@tiny:arenas=1", name.text());
    assertEquals(Geometries.named("tiny:arenas=1"), name.open(OTHER).geometry());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Model", "models", "impl", "@cpython-3.8"})
  void whatIsNoSubjectIsRefused(String text) {
    Exception refused = assertThrows(IllegalArgumentException.class, () -> SubjectName.parse(text));
    assertEquals(
        "'" + text + "' is not a subject; expected model or model@GEOMETRY", refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"model@", "model@nowhere", "model@model@cpython-3.8"})
  void geometryThatIsNoneIsRefused(String text) {
    Exception refused = assertThrows(GeometryRefused.class, () -> SubjectName.parse(text));
    assertTrue(refused.getMessage() != null && !refused.getMessage().isBlank());
  }
}
