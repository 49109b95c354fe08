package org.poolproof.specs.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.specs.script.Script;
import org.poolproof.specs.subject.ModelSubject;

class JavaReproducerTest {

  private static final String TINY = "tiny:classes=2,blocks=2,pools=2,arenas=2,keep=none";

  private static final Script SCRIPT =
      Scripts.of(
          TINY,
          "b0 = malloc 10",
          "b1 = calloc 2 4",
          "b0 = realloc b0 30",
          "b2 = malloc 40",
          "b2 = realloc b2 50",
          "b3 = raw malloc 7",
          "b4 = malloc 9223372036854775808",
          "free b1",
          "free b0",
          "free b2");

  private static final String IMPORTS =
      """
      import org.poolproof.model.geometry.Address;
      import org.poolproof.model.geometry.ByteCount;
      import org.poolproof.model.geometry.Geometries;
      import org.poolproof.model.operation.Answer;
      import org.poolproof.model.operation.Operation;
      import org.poolproof.model.operation.Request;
      import org.poolproof.specs.subject.LayersBelow;
      import org.poolproof.specs.subject.ModelSubject;
      """;

  /** The model, plugged in as anybody would plug in an allocator. */
  private static final String PLUG =
      """
        static final class Plug implements Allocator, LayersBelow {
          private final Memory memory = new Memory();
          private final Map<Long, Long> sizes = new HashMap<>();
          private final Layers layers;
          private final ModelSubject model =
              new ModelSubject(Geometries.named("@GEOMETRY@"));

          Plug(Layers layers) {
            this.layers = layers;
          }

          private long perform(Operation operation, long size) {
            long answer = model.perform(operation, this).answer().value();
            sizes.put(answer, size);
            return answer;
          }

          private static org.poolproof.model.operation.Domain domain(Domain domain) {
            return org.poolproof.model.operation.Domain.valueOf(domain.name());
          }

          private static ByteCount bytes(long size) {
            return new ByteCount(size);
          }

          private static Address at(long address) {
            return new Address(address);
          }

          public long malloc(Domain domain, long size) {
            return perform(new Operation.Malloc(domain(domain), bytes(size)), size);
          }

          public long calloc(Domain domain, long count, long size) {
            long block =
                perform(
                    new Operation.Calloc(domain(domain), count, bytes(size)),
                    count * size);
            for (long at = 0; block != 0 && at < count * size; at++) {
              put(block + at, (byte) 0);
            }
            return block;
          }

          public long realloc(Domain domain, long block, long size) {
            long old = sizes.getOrDefault(block, 0L);
            long moved =
                perform(
                    new Operation.Realloc(domain(domain), at(block), bytes(size)),
                    size);
            for (long at = 0; moved != block && moved != 0 && at < Math.min(old, size); at++) {
              put(moved + at, get(block + at));
            }
            return moved;
          }

          public void free(Domain domain, long block) {
            perform(new Operation.Free(domain(domain), at(block)), 0);
          }

          public byte get(long address) {
            return memory.get(address);
          }

          public void put(long address, byte value) {
            memory.put(address, value);
          }

          public Answer answer(Request request) {
            long answer =
                switch (request) {
                  case Request.ArenaAlloc a ->
                      layers.arenaAlloc(a.size().value());
                  case Request.RawMalloc m ->
                      layers.rawMalloc(m.size().value());
                  case Request.RawCalloc c ->
                      layers.rawCalloc(c.elementCount(), c.elementSize().value());
                  case Request.RawRealloc r ->
                      layers.rawRealloc(r.block().value(), r.size().value());
                  default -> throw new IllegalStateException(request.toString());
                };
            return Answer.of(at(answer));
          }

          public void takeBack(Request release) {
            switch (release) {
              case Request.ArenaFree a ->
                  layers.arenaFree(a.arena().value(), a.size().value());
              case Request.RawFree f ->
                  layers.rawFree(f.block().value());
              default -> throw new IllegalStateException(release.toString());
            }
          }
        }

      """;

  @TempDir private Path folder;

  private Program run(String source) throws Exception {
    Path file = Files.writeString(folder.resolve("Reproducer.java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    String path = place(Geometries.class) + File.pathSeparator + place(ModelSubject.class);
    int status =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-Xlint:all,-processing,-classfile",
            "-Werror",
            "-cp",
            path,
            "-d",
            folder.toString(),
            file.toString());
    assertEquals(0, status);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes = folder + File.pathSeparator + path;
    return Program.run(folder, List.of(java, "-cp", classes, "Reproducer"));
  }

  /** The folder or archive that {@code type} was loaded from. */
  private static Path place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static String plugged(Script script, String geometry) {
    String source = Reproducer.of(script, Reproducer.Language.JAVA);
    String plugged = IMPORTS + replaced(source, "return new Bump();", "return new Plug(layers);");
    return replaced(
        plugged, "  // ---- Places", PLUG.replace("@GEOMETRY@", geometry) + "  // ----");
  }

  private static String replaced(String text, String what, String by) {
    assertTrue(text.contains(what), () -> "no '" + what + "' in " + text);
    return text.replace(what, by);
  }

  @Test
  void trivialAllocatorKeepsWhatAnyAllocatorOwes() throws Exception {
    Program program = run(Reproducer.of(SCRIPT, Reproducer.Language.JAVA));
    assertEquals(
        "agrees: 10 operations, null or not, alignment, disjointness, all contents\n",
        program.output());
    assertEquals(0, program.status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpython-3.12", "cpython-3.8", "cpython-3.9-i386", "tiny:arenas=3"})
  void modelAgreesOnEveryPlaceAndCall(String geometry) throws Exception {
    Script script = Scripts.of(Geometries.named(geometry), Scripts.random(geometry, 11, 800));
    Program program = run(plugged(script, geometry));
    assertEquals(
        "agrees: 800 operations, every answer, every call below, all contents\n", program.output());
    assertEquals(0, program.status());
    assertEquals(0, run(Reproducer.of(script, Reproducer.Language.JAVA)).status());
  }

  @Test
  void otherVersionDiffersInItsCalls() throws Exception {
    Program program = run(plugged(SCRIPT, TINY.replace("keep=none", "keep=last")));
    assertEquals(
        """
        differs at operation 9: free b0
          expected  arena free a0 256
          actual    no further call of a layer below
        """,
        program.output());
    assertEquals(1, program.status());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "long block = next;|long block = next + 8;|a multiple of 16",
        "next += (|next += 0 * (|memory that nobody has",
        "sizes.put(block, size);|if (size == 40) return 0; sizes.put(block, size);|expected  r1",
        "memory.put(moved + at, memory.get(block + at));|memory.put(moved, (byte) 0);|every byte",
        "sizes.remove(block);|throw new UnsupportedOperationException();|Unsupported",
      })
  void faultInWhatAnyAllocatorOwesIsFound(String what, String by, String said) throws Exception {
    Program program = run(replaced(Reproducer.of(SCRIPT, Reproducer.Language.JAVA), what, by));
    assertTrue(program.output().startsWith("differs at operation "), program.output());
    assertTrue(program.output().contains(said), program.output());
    assertEquals(1, program.status());
  }
}
