package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.ModelSubject;

/** A recording of one version, replayed as another, differs where the versions do. */
class WrongVersionsTest {

  @ParameterizedTest
  @CsvSource({
    "3.6.15, cpython-3.7, CALL, 10674",
    "3.7.16, cpython-3.6, CALL, 1500",
    "3.7.16, cpython-3.8, , 1500",
    "3.8.18, cpython-3.7, , 1500",
    "3.8.18, cpython-3.9, CALL, 1500",
    "3.9.18, cpython-3.8, CALL, 1500",
    "3.9.18, cpython-3.10, CALL, 1500",
    "3.10.13, cpython-3.9, CALL, 1500",
    "3.10.13, cpython-3.11, CALL, 1500",
    "3.12.1, cpython-3.10, CALL, 1500",
    "3.12.1, cpython-3.11, , 1500",
    "3.12.1, cpython-3.12, , 1500",
    "3.12.1, cpython-3.13, , 1500",
    "3.9.2-i386, cpython-3.9, CALL, 1500",
    "3.12.1, cpython-3.11-i386, CALL, 1500",
    "3.8.18, cpython-2.7, CALL, 11131",
    "3.8.18, founding-64, ANSWER, 1500",
    "3.8.18, tiny:, CALL, 1500",
  })
  void versionsDifferExactlyWhereTheirRulesDo(
      String python, String geometry, Difference.Rule expected, int operationCount)
      throws Unreadable {
    byte[] recording =
        Recordings.golden(python, operationCount).getBytes(StandardCharsets.US_ASCII);
    ModelSubject other = new ModelSubject(Geometries.named(geometry));
    Difference difference = Recordings.replay(recording, other, null).difference();
    assertEquals(expected, difference == null ? null : difference.rule());
  }
}
