package org.poolproof.specs.faulty;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** The sources of impl that a fault changes, compiled in memory against the classes of the rest. */
final class FaultySource {
  private static final String PACKAGE = "org.poolproof.impl.";
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  /** The path is set once: the compiler then reads each jar once. */
  private static final StandardJavaFileManager FILES = files();

  private FaultySource() {}

  /**
   * The classes that {@code edits} change, by name.
   *
   * @throws IllegalStateException if the lines of an edit do not stand in its source exactly once,
   *     or what comes out does not compile: the fault is out of date
   */
  static synchronized Map<String, byte[]> compile(List<Fault.Edit> edits) {
    Map<String, List<String>> sources = new LinkedHashMap<>();
    for (Fault.Edit edit : edits) {
      sources.computeIfAbsent(edit.source(), FaultySource::lines);
    }
    sources.forEach((source, lines) -> replace(lines, of(source, edits)));
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((source, lines) -> units.add(new Text(source, String.join("\n", lines))));
    Classes classes = new Classes(FILES);
    DiagnosticCollector<JavaFileObject> findings = new DiagnosticCollector<>();
    List<String> options = List.of("-proc:none", "-nowarn", "-g:none");
    if (!COMPILER.getTask(null, classes, findings, options, null, units).call()) {
      throw new IllegalStateException(sources.keySet() + ": " + findings.getDiagnostics());
    }
    return classes.bytes();
  }

  private static StandardJavaFileManager files() {
    StandardJavaFileManager files = COMPILER.getStandardFileManager(null, null, null);
    String path = System.getProperty("java.class.path");
    try {
      files.setLocationFromPaths(
          StandardLocation.CLASS_PATH,
          Arrays.stream(path.split(File.pathSeparator)).map(Path::of).toList());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    return files;
  }

  private static List<String> lines(String source) {
    Path root = Path.of(System.getProperty("poolproof.root", ".."), "impl", "src", "main", "java");
    try {
      Path file = root.resolve(PACKAGE.replace('.', '/') + source + ".java");
      return new ArrayList<>(Files.readAllLines(file).stream().map(String::strip).toList());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static List<Fault.Edit> of(String source, List<Fault.Edit> edits) {
    return edits.stream().filter(edit -> edit.source().equals(source)).toList();
  }

  /** All places are sought before any is changed; then from the last to the first. */
  private static void replace(List<String> lines, List<Fault.Edit> edits) {
    TreeMap<Integer, Fault.Edit> places = new TreeMap<>();
    edits.forEach(edit -> places.put(place(lines, edit), edit));
    places
        .descendingMap()
        .forEach((place, edit) -> {
          List<String> former = lines.subList(place, place + edit.original().size());
          former.clear();
          former.addAll(edit.replacement());
        });
  }

  private static int place(List<String> lines, Fault.Edit edit) {
    List<String> original = edit.original();
    int first = Collections.indexOfSubList(lines, original);
    if (original.isEmpty()
        || first < 0
        || first != Collections.lastIndexOfSubList(lines, original)) {
      throw new IllegalStateException(
          edit.source() + ": expected exactly once: " + String.join("\n", original));
    }
    return first;
  }

  /** A source file that is on no disk. */
  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String source, String text) {
      super(URI.create("string:///" + PACKAGE.replace('.', '/') + source + ".java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps the classes that the compiler writes. */
  private static final class Classes extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    Classes(JavaFileManager classPath) {
      super(classPath);
    }

    Map<String, byte[]> bytes() {
      Map<String, byte[]> bytes = new HashMap<>();
      written.forEach((name, stream) -> bytes.put(name, stream.toByteArray()));
      return bytes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      written.put(name, stream);
      return new SimpleJavaFileObject(URI.create("bytes:///" + name), kind) {
        @Override
        public OutputStream openOutputStream() {
          return stream;
        }
      };
    }
  }
}
