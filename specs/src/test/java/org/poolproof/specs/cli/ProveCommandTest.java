package org.poolproof.specs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** {@code poolproof prove}: what it refuses; what it shows is seen in {@link SpecificationTest}. */
class ProveCommandTest {

  @Test
  void unknownFolderIsRefusedBeforeAnythingIsProved() {
    Ran ran = Ran.with("prove", "--json", "/no/such/folder/prove.json");
    assertEquals(2, ran.status());
    assertTrue(ran.errors().contains("expected a file in a folder that exists"), ran.errors());
  }

  @Test
  void itSaysWhatItProves() {
    Ran ran = Ran.with("prove", "--help");
    assertEquals(0, ran.status());
    assertTrue(ran.output().contains("TLA+"), ran.output());
  }
}
