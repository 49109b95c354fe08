package org.poolproof.impl.pymalloc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in the Javadoc of {@link Pymalloc} compiles as it stands, and runs. */
class JavadocExampleTest {
  private static final Pattern EXAMPLE = Pattern.compile("<pre>\\{@code\n(.*?)\n \\* }</pre>", 32);

  @Test
  void theExampleCompilesAndRuns(@TempDir Path folder) throws Exception {
    List<String> lines = example().lines().map(line -> line.replaceFirst("^ \\* ?", "")).toList();
    String imports =
        lines.stream().filter(line -> line.startsWith("import ")).collect(Collectors.joining("\n"));
    String body =
        lines.stream()
            .filter(line -> !line.startsWith("import "))
            .collect(Collectors.joining("\n"));
    assertTrue(body.contains("Pymalloc.open()"), body);
    assertTrue(body.contains("assert "), body);
    compile(imports + "\npublic class Example {\npublic static void run() {" + body + "}}", folder);
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, JavadocExampleTest.class.getClassLoader())) {
      loader.setDefaultAssertionStatus(true);
      loader.loadClass("Example").getMethod("run").invoke(null);
    }
  }

  private static String example() throws IOException {
    Path root = Path.of(System.getProperty("poolproof.root"));
    String source =
        Files.readString(
            root.resolve("impl/src/main/java/org/poolproof/impl/pymalloc/Pymalloc.java"));
    Matcher matcher = EXAMPLE.matcher(source);
    assertTrue(matcher.find(), "an example");
    String example = matcher.group(1);
    assertTrue(!matcher.find(), "one example only");
    return example;
  }

  private static void compile(String text, Path folder) throws Exception {
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    String classes =
        Path.of(Pymalloc.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    List<String> options = List.of("-proc:none", "-d", folder.toString(), "-classpath", classes);
    compiler.getTask(null, null, diagnostics, options, null, List.of(file)).call();
    List<Diagnostic<? extends JavaFileObject>> errors =
        diagnostics.getDiagnostics().stream()
            .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
            .collect(Collectors.toList());
    assertEquals(List.of(), errors, text);
  }
}
