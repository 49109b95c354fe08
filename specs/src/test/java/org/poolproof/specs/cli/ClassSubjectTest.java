package org.poolproof.specs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.poolproof.specs.subject.Ability;
import org.poolproof.specs.tck.LibcAllocator;

/** Allocators in Java, in a virtual machine of their own, from the command line. */
class ClassSubjectTest {

  @TempDir Path folder;

  /** Ends its virtual machine. */
  public static final class Crashing extends LibcAllocator {
    @Override
    @SuppressWarnings("restricted") // this is what crashes
    public void free(long block) {
      MemorySegment.ofAddress(8).reinterpret(8).set(ValueLayout.JAVA_LONG, 0, block);
    }
  }

  /** Never comes back. */
  public static final class Hanging extends LibcAllocator {
    @Override
    public long malloc(long bytes) {
      while (bytes == 33) {
        Thread.onSpinWait();
      }
      return super.malloc(bytes);
    }
  }

  /** Throws, and prints where the pipe is. */
  public static final class Throwing extends LibcAllocator {
    @Override
    public long malloc(long bytes) {
      System.out.println("hello");
      if (bytes == 33) {
        throw new ArithmeticException("thirty-three");
      }
      return super.malloc(bytes);
    }
  }

  /** Cannot do much. */
  public static final class Modest extends LibcAllocator {
    @Override
    public long malloc(long bytes) {
      return bytes == 0 || bytes > 1000 ? 0 : super.malloc(bytes);
    }

    @Override
    public long calloc(long count, long bytes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long realloc(long block, long bytes) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long servedBytes() {
      return 1000;
    }

    @Override
    public int alignmentBytes() {
      return 8;
    }

    @Override
    public Map<Ability, String> unsupported() {
      return Map.of(Ability.CALLOC, "", Ability.REALLOC, "", Ability.NO_BYTES, "");
    }
  }

  private Ran check(String name) {
    return Ran.with("check", "class:" + name, "--operations", "30000", "--out", folder.toString());
  }

  @Test
  void soundOneAgrees() {
    Ran ran = check(LibcAllocator.class.getName());
    assertEquals(0, ran.status(), ran.output() + ran.errors());
  }

  @Test
  void whatIsNotSupportedIsNotAsked() {
    Ran ran = check(Modest.class.getName());
    assertEquals(0, ran.status(), ran.output() + ran.errors());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Crashing | free b0 | SIGSEGV",
        "Hanging | b0 = malloc 33 | no line within",
        "Throwing | b0 = malloc 33 | java.lang.ArithmeticException: thirty-three"
      })
  void failureIsACounterexample(String name, String line, String said) {
    Ran ran = check(getClass().getName() + "$" + name);
    assertEquals(1, ran.status(), ran.output() + ran.errors());
    assertTrue(ran.output().contains(line + "\n"), ran.output());
    assertTrue(ran.output().contains(said), ran.output());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no.such.Class | there is no class no.such.Class on the class path; see --class-path",
        "java.lang.String | java.lang.String: expected a public class that implements"
      })
  void whatIsNoAllocatorIsSaidSo(String name, String said) {
    Ran ran = check(name);
    assertEquals(3, ran.status(), ran.output());
    assertTrue(ran.errors().contains(said), ran.errors());
  }
}
