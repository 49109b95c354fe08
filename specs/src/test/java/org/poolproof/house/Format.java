package org.poolproof.house;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The format of every Java file: that of google-java-format, imports and long strings included. As
 * a program (profile {@code format}) it rewrites the files in place.
 */
final class Format {
  private Format() {}

  /** Rewrites each unformatted Java file below the root named by the only argument. */
  public static void main(String[] arguments) throws IOException, FormatterException {
    if (arguments.length != 1) {
      throw new IllegalArgumentException("expected one argument, the root of the build");
    }
    for (Path file : Sources.files(Sources.folders(Path.of(arguments[0])))) {
      String text = Files.readString(file);
      String formatted = formatted(file, text);
      if (!formatted.equals(text)) {
        Files.writeString(file, formatted);
        System.out.println("formatted " + file);
      }
    }
  }

  /** The text as it should be; the file is named when it is not Java. */
  static String formatted(Path file, String text) throws FormatterException {
    try {
      return new Formatter().formatSourceAndFixImports(text);
    } catch (FormatterException notJava) {
      throw new FormatterException(file + ": " + notJava.getMessage());
    }
  }
}
