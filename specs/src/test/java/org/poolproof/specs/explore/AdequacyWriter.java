package org.poolproof.specs.explore;

import java.io.IOException;
import org.poolproof.specs.faulty.Faults;

/** Writes {@code specs/formal/ADEQUACY.md} anew; takes a quarter of an hour or more. */
final class AdequacyWriter {

  private AdequacyWriter() {}

  public static void main(String[] arguments) throws IOException {
    Adequacy.of(Faults.all()).write();
  }
}
