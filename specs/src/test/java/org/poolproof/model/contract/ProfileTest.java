package org.poolproof.model.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.poolproof.model.geometry.ByteCount;

/** The two profiles as data, and the rules' own texts. */
class ProfileTest {

  private static long[] owed(Profile profile, long... sizes) {
    return LongStream.of(sizes)
        .map(size -> profile.owedAlignmentBytes(new ByteCount(size)))
        .toArray();
  }

  private static void assertOwed(Profile profile, long[] sizes, long... expected) {
    assertEquals(Arrays.toString(expected), Arrays.toString(owed(profile, sizes)));
  }

  @Test
  void pythonOwesOneAlignmentToAll() {
    assertOwed(Profile.python(16, 8), new long[] {0, 1, 15, 16, 17, -1}, 16, 16, 16, 16, 16, 16);
    assertOwed(Profile.python(8, 4), new long[] {0, 1, 7, 8, 9, 16}, 8, 8, 8, 8, 8, 8);
  }

  @Test
  void cOwesTheAlignmentOfTheLargestObjectThatFits() {
    long[] sizes = {0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 24, -1};
    assertOwed(Profile.c(16, 8), sizes, 1, 1, 2, 2, 4, 4, 8, 8, 8, 16, 16, 16, 16);
    assertOwed(Profile.c(8, 4), sizes, 1, 1, 2, 2, 4, 4, 8, 8, 8, 8, 8, 8, 8);
    assertOwed(Profile.c(1, 8), new long[] {0, 1, 2}, 1, 1, 1);
  }

  @Test
  void profilesAreTheirData() {
    assertEquals(
        new Profile("python", 16, 8, false, Profile.ZeroRequests.ANSWER_A_BLOCK, Long.MAX_VALUE),
        Profile.python(16, 8));
    assertEquals(
        new Profile("c", 8, 4, true, Profile.ZeroRequests.ANSWER_A_BLOCK_OR_NULL, 0),
        Profile.c(8, 4));
    assertEquals(
        new Profile(
            "c", 8, 4, true, Profile.ZeroRequests.ANSWER_A_BLOCK_BUT_REALLOC_OR_NULL, 1 << 20),
        Profile.c(8, 4).serving(1 << 20));
  }

  @Test
  void servingChangesWhatZeroRequestsMayBeAnsweredOnlyWhereNullWas() {
    assertEquals(
        Profile.ZeroRequests.ANSWER_A_BLOCK, Profile.python(16, 8).serving(64).zeroRequests());
    Profile served = Profile.c(16, 8).serving(64);
    assertEquals(served.zeroRequests(), served.serving(128).zeroRequests());
  }

  @Test
  void limitsFollowTheWord() {
    assertEquals(0x7fff_ffff_ffff_ffffL, Profile.python(16, 8).limitBytes());
    assertEquals(0x7fff_ffffL, Profile.python(8, 4).limitBytes());
    assertEquals(0xffff_ffff_ffff_ffffL, Profile.c(16, 8).greatestWord());
    assertEquals(0xffff_ffffL, Profile.c(8, 4).greatestWord());
  }

  @Test
  void impossibleProfilesAreRefused() {
    for (int alignmentBytes : new int[] {-16, 0, 3, 24, Integer.MIN_VALUE}) {
      assertThrows(IllegalArgumentException.class, () -> Profile.python(alignmentBytes, 8));
    }
    for (int wordBytes : new int[] {0, 2, 5, 16}) {
      assertThrows(IllegalArgumentException.class, () -> Profile.c(16, wordBytes));
    }
  }

  @Test
  void rulesAreNumberedInOrderAndSayWhereTheyAreFrom() {
    for (Rule rule : Rule.values()) {
      assertEquals("C" + (rule.ordinal() + 1), rule.code());
      assertTrue(rule.sentence().matches("[A-Z].*\\."), rule.sentence());
      assertTrue(rule.source().length() > 0);
    }
  }
}
