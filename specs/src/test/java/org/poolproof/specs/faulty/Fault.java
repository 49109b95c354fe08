package org.poolproof.specs.faulty;

import java.util.List;

/**
 * One thing that is wrong with the implementation.
 *
 * @param name unique among all faults
 * @param sentence what is wrong
 * @param edits what makes it so
 * @param findings what finds it, each of them alone
 */
public record Fault(String name, String sentence, List<Edit> edits, List<Finding> findings) {

  /**
   * Lines of a source file and what stands in their place.
   *
   * @param source the file's path below the sources of impl, without suffix: {@code
   *     pymalloc/UsedPools}
   */
  public record Edit(String source, List<String> original, List<String> replacement) {}

  @Override
  public String toString() {
    return name;
  }
}
