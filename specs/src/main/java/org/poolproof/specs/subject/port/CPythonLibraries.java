package org.poolproof.specs.subject.port;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.poolproof.specs.subject.CannotHold;

/**
 * The shared libraries of CPython on this machine: those of the system, of pyenv, and of the python
 * on the PATH.
 */
public final class CPythonLibraries {

  /** The name that stands for the one that is found. */
  public static final String AUTO = "auto";

  private static final Pattern NAME =
      Pattern.compile("libpython(2\\.7|3\\.(?:[6-9]|1[0-3]))m?\\.so(?:\\.1(?:\\.0)?)?");

  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu"),
          Path.of("/usr/lib64"),
          Path.of("/usr/lib"),
          Path.of("/usr/local/lib"));

  private CPythonLibraries() {}

  /** All of them, one of each file: those of the system first, then by path. */
  public static List<Path> all() {
    Map<Path, Path> byFile = new TreeMap<>();
    List<Path> found = new ArrayList<>();
    for (Path folder : folders()) {
      for (Path library : in(folder)) {
        Path file = real(library);
        if (byFile.putIfAbsent(file, library) == null) {
          found.add(file);
        }
      }
    }
    return List.copyOf(found);
  }

  /**
   * The first of them.
   *
   * @throws CannotHold if there is none
   */
  public static Path first() {
    List<Path> all = all();
    if (all.isEmpty()) {
      throw new CannotHold(
          "no libpython of CPython 2.7 or 3.6 to 3.13 was found in "
              + folders()
              + "; Debian's packages libpython3.X have one, and a python built with"
              + " --enable-shared");
    }
    return all.getFirst();
  }

  private static List<Path> folders() {
    List<Path> folders = new ArrayList<>(SYSTEM);
    String root = System.getenv("PYENV_ROOT");
    Path pyenv = root == null ? Path.of(System.getProperty("user.home"), ".pyenv") : Path.of(root);
    for (Path version : children(pyenv.resolve("versions"))) {
      folders.add(version.resolve("lib"));
    }
    String path = System.getenv("PATH");
    for (String entry : path == null ? new String[0] : path.split(":")) {
      Path bin = Path.of(entry);
      if (bin.getParent() != null && Files.isExecutable(bin.resolve("python3-config"))) {
        folders.add(bin.resolveSibling("lib"));
      }
    }
    return folders;
  }

  private static List<Path> in(Path folder) {
    return children(folder).stream()
        .filter(file -> {
          Path name = file.getFileName();
          Matcher matcher = NAME.matcher(name == null ? "" : name.toString());
          return matcher.matches() && Files.isRegularFile(file);
        })
        .toList();
  }

  private static List<Path> children(Path folder) {
    List<Path> children = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
        stream.forEach(children::add);
      } catch (IOException unreadable) {
        return List.of();
      }
    }
    return children.stream().sorted().toList();
  }

  private static Path real(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
