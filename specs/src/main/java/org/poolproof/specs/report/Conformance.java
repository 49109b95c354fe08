package org.poolproof.specs.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * The files of a suite on the subjects, in one table: how many of each folder agree.
 *
 * <pre>
 *   folder          files         model          impl
 *   contract           39         39/39         39/39
 *   placement         270       270/270       269/270
 * </pre>
 */
public final class Conformance {

  private Conformance() {}

  /** The table of all files of {@code report}, whose folders are the rows. */
  public static String table(ReplayReport report) {
    List<String> subjects = report.files().stream().map(FileReport::on).distinct().toList();
    StringBuilder text = new StringBuilder(String.format("%-16s  %8s", "folder", "files"));
    subjects.forEach(subject -> text.append(String.format("  %16s", subject)));
    text.append('\n');
    TreeSet<String> folders = new TreeSet<>();
    report.files().forEach(file -> folders.add(folder(file)));
    for (String folder : folders) {
      long fileCount =
          report.files().stream()
              .filter(file -> folder(file).equals(folder))
              .map(FileReport::file)
              .distinct()
              .count();
      text.append(String.format(Locale.ROOT, "%-16s  %,8d", folder, fileCount));
      subjects.forEach(subject -> text.append(cell(report, folder, subject)));
      text.append('\n');
    }
    return text.toString();
  }

  private static String cell(ReplayReport report, String folder, String subject) {
    List<FileReport> files =
        report.files().stream()
            .filter(file -> folder(file).equals(folder) && file.on().equals(subject))
            .toList();
    long agreeing = files.stream().filter(file -> file.verdict() == Verdict.AGREES).count();
    return String.format(Locale.ROOT, "  %16s", agreeing + "/" + files.size());
  }

  private static String folder(FileReport file) {
    Path folder = Path.of(file.file()).toAbsolutePath().getParent();
    Path name = folder == null ? null : folder.getFileName();
    return name == null ? "/" : name.toString();
  }
}
