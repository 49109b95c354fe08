package org.poolproof.specs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
            + "' is not a subject; expected one of model, impl, impl:checked, cpython:LIBRARY|auto,"
            + " native:LIBRARY, exec:COMMAND, class:NAME, or one with @GEOMETRY",
        refused.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "native:libc.so.6, NATIVE, libc.so.6, ",
    "exec:ssh a@b port, EXEC, ssh a@b port, ",
    "exec:port@cpython-3.8, EXEC, port, cpython-3.8",
    "cpython:auto@cpython-3.8, CPYTHON, auto, cpython-3.8",
    "class:org.example.Mine, CLASS, org.example.Mine, "
  })
  void portHasAnArgumentBehindItsColon(
      String text, SubjectName.Kind kind, String argument, String geometry) {
    SubjectName name = SubjectName.parse(text);
    assertEquals(kind, name.kind());
    assertEquals(argument, name.argument());
    assertEquals(geometry == null ? null : Geometries.named(geometry), name.geometry());
  }

  @ParameterizedTest
  @ValueSource(strings = {"native:", "exec: ", "class:@cpython-3.8", "cpython:"})
  void portWithoutItsArgumentIsRefused(String text) {
    Exception refused = assertThrows(IllegalArgumentException.class, () -> SubjectName.parse(text));
    assertTrue(refused.getMessage().startsWith("'" + text + "': expected "), refused.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"model@", "impl@nowhere", "model@model@cpython-3.8"})
  void geometryThatIsNoneIsRefused(String text) {
    Exception refused = assertThrows(GeometryRefused.class, () -> SubjectName.parse(text));
    assertTrue(refused.getMessage() != null && !refused.getMessage().isBlank());
  }
}
