package org.poolproof.specs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;
import org.poolproof.model.geometry.GeometryRefused;
import org.poolproof.specs.subject.Subject;

class SubjectNameTest {

  private static final Geometry OTHER = Geometries.named("cpython-3.8");

  private static final Address FIRST_ARENA = new Address(0x7f00_0000_0000L);

  @ParameterizedTest
  @ValueSource(strings = {"model", "impl", "impl:checked"})
  void kindAloneHasNoGeometry(String text) {
    SubjectName name = SubjectName.parse(text);
    assertNull(name.geometry());
    assertEquals(text, name.text());
    try (Subject subject = name.open(OTHER, FIRST_ARENA)) {
      assertEquals(OTHER, subject.geometry());
      assertEquals(text, subject.name());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "impl", "impl:checked"})
  void geometryOfItsOwnIsBehindAnAt(String kind) {
    SubjectName name = SubjectName.parse(kind + "@tiny:arenas=1");
    assertEquals(kind + "@tiny:arenas=1", name.text());
    assertEquals(Geometries.named("tiny:arenas=1"), name.geometry());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Model", "models", "impl:", "impl:fast", "@cpython-3.8"})
  void whatIsNoSubjectIsRefused(String text) {
    Exception refused = assertThrows(IllegalArgumentException.class, () -> SubjectName.parse(text));
    assertEquals(
        "'"
            + text
            + "' is not a subject; expected one of model, impl, impl:checked, or one with"
            + " @GEOMETRY",
        refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"model@", "impl@nowhere", "model@model@cpython-3.8"})
  void geometryThatIsNoneIsRefused(String text) {
    Exception refused = assertThrows(GeometryRefused.class, () -> SubjectName.parse(text));
    assertTrue(refused.getMessage() != null && !refused.getMessage().isBlank());
  }
}
