package org.poolproof.specs.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolproof.model.geometry.Address;
import org.poolproof.specs.script.Level;
import org.poolproof.specs.script.Recording;
import org.poolproof.specs.script.ScriptReader;
import org.poolproof.specs.script.Unreadable;
import org.poolproof.specs.subject.impl.ImplSubject;
import org.poolproof.specs.subject.impl.Variant;

/** A spoilt golden log is found out on the implementation exactly where it is on the model. */
class SpoiltOnImplTest {

  private static final int OPERATION_COUNT = 40;
  private static final List<String> REPLACEMENTS =
      List.of("0", "1", "768", "513", "p+30", "p+4000", "r+10", "p+7ffffffff000", "r+fffffffff00");

  @ParameterizedTest
  @CsvSource({"3.8.18, CHECKED", "3.9.2-i386, PRODUCTION", "3.10.13, PRODUCTION"})
  void differenceOnImplIsTheOneOnTheModel(String python, Variant variant) throws Unreadable {
    List<String> lines = List.of(Recordings.golden(python, OPERATION_COUNT).split("\n", -1));
    int compared = 0;
    int unheld = 0;
    for (int index = 1; !lines.get(index).startsWith("#"); index++) {
      String[] tokens = lines.get(index).split(" ");
      for (int token = 1; token < tokens.length; token++) {
        for (String replacement : REPLACEMENTS) {
          String[] changed = tokens.clone();
          changed[token] = replacement;
          List<String> spoilt = new ArrayList<>(lines);
          spoilt.set(index, String.join(" ", changed));
          ReplayResult onImpl = onImpl(String.join("\n", spoilt), variant);
          if (onImpl != null && onImpl.obstacle() == null) {
            Difference onModel = Recordings.replay(String.join("\n", spoilt)).difference();
            assertEquals(onModel, onImpl.difference(), spoilt.get(index));
            compared++;
          } else if (onImpl != null) {
            unheld++;
          }
        }
      }
    }
    assertTrue(compared > 200, compared + " compared");
    assertTrue(unheld * 30 < compared, unheld + " were not held");
  }

  /** Null if the recording cannot be read. */
  private static ReplayResult onImpl(String text, Variant variant) {
    byte[] content = text.getBytes(StandardCharsets.ISO_8859_1);
    try (ScriptReader reader = ScriptReader.open("recording", new ByteArrayInputStream(content))) {
      Address region = ((Recording.Golden) reader.header().recording()).regions().arenaRegion();
      try (ImplSubject subject = new ImplSubject(reader.header().geometry(), variant, region)) {
        return Replay.run(reader, subject, Level.PLACEMENT, Long.MAX_VALUE, count -> true);
      }
    } catch (Unreadable refused) {
      return null;
    }
  }
}
