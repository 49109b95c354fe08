package org.poolproof.specs.subject.port;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;
import org.poolproof.model.contract.Profile;
import org.poolproof.model.geometry.Geometries;
import org.poolproof.model.geometry.Geometry;

/** The allocator of {@code native/spans.c}, sound or with a fault, compiled once a run. */
public final class NativeFixture {

  /** The names of its functions. */
  public static final List<String> FUNCTIONS =
      List.of("malloc_of_spans", "calloc_of_spans", "realloc_of_spans", "free_of_spans");

  /** What it is judged by. */
  public static final Profile PROFILE = Profile.c(16, 8).serving(16 << 20);

  public static final Geometry GEOMETRY = Geometries.named("cpython-3.12");

  private static final Path SOURCE =
      Path.of(System.getProperty("poolproof.root", "."))
          .resolve("specs/src/test/resources/native/spans.c");

  private static final Map<String, Path> LIBRARIES = new ConcurrentHashMap<>();
  private static final Map<String, Hosts> HOSTS = new ConcurrentHashMap<>();

  private NativeFixture() {}

  /** The sound one. */
  public static Path sound() {
    return library("");
  }

  /** The one with fault number {@code fault}; its README names them. */
  public static Path faulty(int fault) {
    return library("-DFAULT=" + fault);
  }

  /** The one that is sound in the unusual way number {@code way}. */
  public static Path unusual(int way) {
    return library("-DWAY=" + way);
  }

  private static Path library(String definition) {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/cc")), "there is no C compiler /usr/bin/cc");
    return LIBRARIES.computeIfAbsent(definition, NativeFixture::compiled);
  }

  private static Path compiled(String definition) {
    try {
      Path library = Files.createTempFile("spans", ".so");
      library.toFile().deleteOnExit();
      Process compiler =
          new ProcessBuilder(
                  "/usr/bin/cc",
                  "-O1",
                  "-shared",
                  "-fPIC",
                  definition.isEmpty() ? "-DFAULT=0" : definition,
                  "-o",
                  library.toString(),
                  SOURCE.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (compiler.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
      return library;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  /** A fresh heap of {@code library}. */
  public static PortSubject open(Path library) {
    Hosts hosts =
        HOSTS.computeIfAbsent(
            library.toString(),
            any ->
                new Hosts(
                    NativeHost.program(
                        "native:spans", library.toString(), FUNCTIONS, Duration.ofSeconds(1))));
    return new PortSubject(hosts, GEOMETRY, PROFILE);
  }
}
