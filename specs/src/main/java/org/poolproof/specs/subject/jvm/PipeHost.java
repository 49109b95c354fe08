package org.poolproof.specs.subject.jvm;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.poolproof.specs.subject.Ability;

/**
 * A host in Java: a process that carries out on an {@link AllocatorUnderTest} what the pipe of
 * specs/vectors/README.md asks for. Its argument is the name of a class with a constructor without
 * parameters; each heap is an instance.
 */
public final class PipeHost {

  /** The answers are written there: standard output is anybody's. */
  public static final int ANSWERS_DESCRIPTOR = 3;

  private static final int PERIOD = 255;

  /** A piece of the pattern is the same wherever it is. */
  private static final long PIECE_BYTES = 256 * PERIOD;

  private static final MemorySegment PATTERN = pattern();
  private static final MemorySegment ZEROES =
      MemorySegment.ofArray(new byte[(int) PIECE_BYTES]).asReadOnly();

  private static final Set<String> DOMAINS = Set.of("raw", "mem", "obj");

  /** A block, of which {@code filled} bytes were filled. */
  private record Block(long address, long size, long filled) {}

  private final AllocatorUnderTest allocator;
  private final MemorySegment memory;
  private final Map<String, Block> blocks = new HashMap<>();

  private PipeHost(AllocatorUnderTest allocator) {
    this.allocator = allocator;
    memory = allocator.memory();
  }

  /** Byte I is 1 + I mod 255, from each place of the first 255 on as long as a piece. */
  private static MemorySegment pattern() {
    byte[] bytes = new byte[(int) PIECE_BYTES + PERIOD];
    for (int at = 0; at < bytes.length; at++) {
      bytes[at] = (byte) (1 + at % PERIOD);
    }
    return MemorySegment.ofArray(bytes).asReadOnly();
  }

  /**
   * Serves heap after heap until its input ends; answers to file descriptor {@link
   * #ANSWERS_DESCRIPTOR}.
   *
   * @param arguments the name of the class
   */
  public static void main(String[] arguments) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    try (FileOutputStream answers = new FileOutputStream("/dev/fd/" + ANSWERS_DESCRIPTOR);
        PrintStream output =
            new PrintStream(new BufferedOutputStream(answers), false, StandardCharsets.US_ASCII)) {
      serveHeaps(arguments[0], lines, output);
    }
  }

  private static void serveHeaps(String className, BufferedReader lines, PrintStream output)
      throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        output.flush();
        continue;
      }
      try (AllocatorUnderTest allocator = instance(className)) {
        output.print(introduction(allocator) + "\n");
        new PipeHost(allocator).serve(lines, output);
      } finally {
        output.flush();
      }
    }
  }

  private static AllocatorUnderTest instance(String name) {
    try {
      return (AllocatorUnderTest) Class.forName(name).getConstructor().newInstance();
    } catch (ClassNotFoundException missing) {
      throw new IllegalArgumentException(
          "there is no class " + name + " on the class path; see --class-path", missing);
    } catch (ReflectiveOperationException | ClassCastException unfit) {
      throw new IllegalArgumentException(
          name
              + ": expected a public class that implements "
              + AllocatorUnderTest.class.getName()
              + " with a public constructor without parameters",
          unfit);
    }
  }

  private static String introduction(AllocatorUnderTest allocator) {
    String missing =
        allocator.unsupported().keySet().stream()
            .sorted()
            .map(Ability::word)
            .collect(Collectors.joining(" "));
    return "# poolproof 1; host "
        + allocator.getClass().getSimpleName()
        + "; again; aligned "
        + allocator.alignmentBytes()
        + "; serving "
        + allocator.servedBytes()
        + (missing.isEmpty() ? "" : "; without " + missing);
  }

  private void serve(BufferedReader lines, PrintStream output) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty()) {
        output.flush();
      } else if (line.equals("end")) {
        output.print("end\n");
        return;
      } else {
        output.print(line + carryOut(line) + "\n");
      }
    }
  }

  /** What is to be added to {@code line}. */
  private String carryOut(String line) {
    List<String> words =
        Arrays.stream(line.split(" ")).filter(word -> !DOMAINS.contains(word)).toList();
    if (words.size() > 1 && words.get(1).equals("=")) {
      return " -> " + create(words.getFirst(), words.get(2), words.subList(3, words.size()));
    }
    return switch (words.getFirst()) {
      case "free" -> free(words.get(1));
      case "memory" -> {
        OptionalLong held = allocator.heldBytes();
        yield " -> " + (held.isPresent() ? Long.toString(held.getAsLong()) : "?");
      }
      case "fill", "look", "zeros" -> {
        Block block = blocks.get(words.get(1));
        yield block == null ? " -> -" : ask(words, block);
      }
      default -> " -> ?";
    };
  }

  private String create(String name, String function, List<String> arguments) {
    long filled = 0;
    long size;
    long address;
    switch (function) {
      case "malloc" -> {
        size = Long.parseUnsignedLong(arguments.getFirst());
        address = allocator.malloc(size);
      }
      case "calloc" -> {
        long count = Long.parseUnsignedLong(arguments.getFirst());
        long each = Long.parseUnsignedLong(arguments.get(1));
        size = count * each;
        address = allocator.calloc(count, each);
      }
      default -> {
        Block old = arguments.getFirst().equals("null") ? new Block(0, 0, 0) : blocks.get(name);
        if (old == null) {
          return "-";
        }
        size = Long.parseUnsignedLong(arguments.get(1));
        address = allocator.realloc(old.address(), size);
        filled = Long.compareUnsigned(old.filled(), size) < 0 ? old.filled() : size;
      }
    }
    if (address == 0) {
      return "null";
    }
    blocks.put(name, new Block(address, size, filled));
    return "0x" + Long.toHexString(address);
  }

  private String free(String name) {
    if (name.equals("null")) {
      allocator.free(0);
      return "";
    }
    @Nullable Block block = blocks.remove(name);
    if (block == null) {
      return " -> -";
    }
    allocator.free(block.address());
    return "";
  }

  private String ask(List<String> words, Block block) {
    if (words.getFirst().equals("zeros")) {
      return comparison(block.address(), block.size(), -1);
    }
    int seed = Integer.parseInt(words.get(2));
    if (words.getFirst().equals("look")) {
      return comparison(block.address(), block.filled(), seed);
    }
    for (long at = 0; at < block.size(); at += PIECE_BYTES) {
      long length = Math.min(PIECE_BYTES, block.size() - at);
      MemorySegment.copy(PATTERN, seed % PERIOD, memory, block.address() + at, length);
    }
    blocks.put(words.get(1), new Block(block.address(), block.size(), block.size()));
    return "";
  }

  /** Compares {@code length} bytes with the pattern, or with zero if the seed is negative. */
  private String comparison(long address, long length, int seed) {
    MemorySegment expected = seed < 0 ? ZEROES : PATTERN;
    long from = Math.max(0, seed) % PERIOD;
    for (long at = 0; at < length; at += PIECE_BYTES) {
      long end = Math.min(PIECE_BYTES, length - at);
      long index =
          MemorySegment.mismatch(
              expected, from, from + end, memory, address + at, address + at + end);
      if (index >= 0) {
        byte actual = memory.get(ValueLayout.JAVA_BYTE, address + at + index);
        return " -> byte %d is 0x%02x".formatted(at + index, actual);
      }
    }
    return " -> ok";
  }
}
