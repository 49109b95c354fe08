package org.poolproof.house;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The rules on text: lengths, and a package-info in every package. Each finding names its place.
 */
final class SourceRules {
  /** A file has at most so many lines. */
  static final int FILE_LINES = 300;

  /** A method has at most so many lines, signature and braces included, annotations not. */
  static final int METHOD_LINES = 45;

  private SourceRules() {}

  /** The files that are too long: {@code path:lines: a file of N lines, expected at most 300}. */
  static List<String> longFiles(List<Path> files) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files) {
      int lines = Files.readAllLines(file).size();
      if (lines > FILE_LINES) {
        found.add(sentence(file, lines, "a file", lines, FILE_LINES));
      }
    }
    return found;
  }

  /** The methods that are too long, at their first line. */
  static List<String> longMethods(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> found = new ArrayList<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      var units = manager.getJavaFileObjectsFromPaths(files);
      JavacTask task =
          (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, units);
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new Methods(unit, positions, found).scan(unit, null);
      }
    }
    return found;
  }

  /**
   * The packages with a Java file and no package-info in any source folder: a test's package is
   * explained by the package-info of what it tests.
   */
  static List<String> withoutPackageInfo(List<Path> folders) {
    List<String> found = new ArrayList<>();
    for (Path folder : folders) {
      Sources.files(List.of(folder)).stream()
          .map(file -> folder.relativize(file).resolveSibling("package-info.java"))
          .distinct()
          .filter(info -> folders.stream().noneMatch(each -> Files.exists(each.resolve(info))))
          .map(info -> folder.resolve(info) + ":1: expected this file, saying what the package is")
          .forEach(found::add);
    }
    return found;
  }

  private static String sentence(Path file, long line, String what, long lines, int limit) {
    return "%s:%d: %s of %d lines, expected at most %d".formatted(file, line, what, lines, limit);
  }

  /** Measures every method of a file. */
  private static final class Methods extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> found;

    Methods(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      LineMap map = unit.getLineMap();
      long first = map.getLineNumber(startBehindAnnotations(method));
      long last = map.getLineNumber(positions.getEndPosition(unit, method));
      long lines = last - first + 1;
      if (lines > METHOD_LINES) {
        Path file = Path.of(unit.getSourceFile().getName());
        found.add(sentence(file, first, "method " + method.getName(), lines, METHOD_LINES));
      }
      return super.visitMethod(method, nothing);
    }

    /** Tables of examples are annotations; they may be as long as they are. */
    private long startBehindAnnotations(MethodTree method) {
      List<? extends AnnotationTree> annotations = method.getModifiers().getAnnotations();
      return annotations.isEmpty()
          ? positions.getStartPosition(unit, method)
          : positions.getEndPosition(unit, annotations.getLast());
    }
  }
}
