package org.poolproof.specs.subject.port;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.model.contract.Profile;
import org.poolproof.specs.subject.Ability;

/**
 * What a host says of itself in its first line.
 *
 * @param name what it calls its allocator
 * @param hasLayersBelow whether the layers below the allocator are what the script says
 * @param beginsAgain whether it serves another heap when one has ended
 * @param alignment of its blocks in bytes, null if nothing is said
 * @param served so many bytes it always has, null if nothing is said
 */
record Introduction(
    String name,
    boolean hasLayersBelow,
    boolean beginsAgain,
    @Nullable Long alignment,
    @Nullable Long served,
    Set<Ability> missing) {

  /** Of a host that said nothing of use. */
  static final Introduction NONE = new Introduction("nobody", false, false, null, null, Set.of());

  private static final String HEAD = "# poolproof 1; host ";
  private static final String WITHOUT = "without ";
  private static final String ALIGNED = "aligned ";
  private static final long GREATEST_ALIGNMENT = 1 << 30;

  /**
   * @throws HostFault if {@code line} is none that a host may begin with
   */
  static Introduction of(String line) {
    if (!line.startsWith(HEAD) || line.length() == HEAD.length()) {
      throw new HostFault(
          "its first line is " + Quoted.of(line) + " instead of '" + HEAD + "NAME'");
    }
    List<String> words = List.of(line.substring(HEAD.length()).split("; "));
    checkAlignment(words);
    return new Introduction(
        words.getFirst(),
        words.contains("below"),
        words.contains("again"),
        number(words, ALIGNED),
        number(words, "serving "),
        missing(words));
  }

  private static @Nullable Long number(List<String> words, String key) {
    for (String word : words) {
      if (word.startsWith(key)) {
        try {
          return Long.valueOf(word.substring(key.length()));
        } catch (NumberFormatException noNumber) {
          throw new HostFault(
              "its first line has '" + word + "'; expected " + key + "and a number");
        }
      }
    }
    return null;
  }

  private static Set<Ability> missing(List<String> words) {
    EnumSet<Ability> missing = EnumSet.noneOf(Ability.class);
    for (String word : words) {
      if (word.startsWith(WITHOUT)) {
        for (String ability : word.substring(WITHOUT.length()).split(" ")) {
          missing.add(ability(word, ability));
        }
      }
    }
    return missing;
  }

  private static Ability ability(String word, String named) {
    for (Ability ability : Ability.values()) {
      if (ability.word().equals(named)) {
        return ability;
      }
    }
    throw new HostFault(
        "its first line has '"
            + word
            + "'; expected "
            + WITHOUT
            + "and some of "
            + Arrays.stream(Ability.values()).map(Ability::word).toList());
  }

  private static void checkAlignment(List<String> words) {
    Long alignment = number(words, ALIGNED);
    if (alignment != null && (Long.bitCount(alignment) != 1 || alignment > GREATEST_ALIGNMENT)) {
      throw new HostFault(
          "its first line has '"
              + ALIGNED
              + alignment
              + "'; expected a power of two, at most "
              + GREATEST_ALIGNMENT);
    }
  }

  /** What the allocator owes its client, which is {@code usual} unless something else is said. */
  Profile profile(Profile usual) {
    Profile aligned =
        alignment == null ? usual : Profile.c(alignment.intValue(), usual.wordBytes());
    return aligned.serving(served == null ? usual.servedBytes() : served);
  }
}
