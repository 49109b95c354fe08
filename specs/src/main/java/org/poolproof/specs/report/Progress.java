package org.poolproof.specs.report;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.checkerframework.checker.calledmethods.qual.EnsuresCalledMethods;
import org.checkerframework.checker.mustcall.qual.InheritableMustCall;
import org.checkerframework.checker.mustcall.qual.Owning;

/** How far a run is: a bar on a terminal, a plain line now and then elsewhere. */
@InheritableMustCall("close")
public interface Progress extends AutoCloseable {

  /** {@code operationCount} operations of {@code file} are done. */
  void at(String file, long operationCount);

  @Override
  void close();

  /** Progress of {@code task} on {@code out}, where {@code terminal} says whether that is one. */
  static Progress on(PrintStream out, boolean terminal, String task) {
    return terminal ? new Bar(task) : new Lines(out);
  }

  /** A bar without an end: how many operations a file has is known when it has been read. */
  final class Bar implements Progress {
    private final @Owning ProgressBar bar;
    private long before;
    private long last;

    Bar(String task) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setUnit(" operations", 1)
              .setInitialMax(-1)
              .setStyle(ProgressBarStyle.ASCII)
              .showSpeed()
              .clearDisplayOnFinish()
              .build();
    }

    @Override
    public void at(String file, long operationCount) {
      before = operationCount < last ? before + last : before;
      last = operationCount;
      bar.setExtraMessage(file.substring(file.lastIndexOf('/') + 1));
      bar.stepTo(before + operationCount);
    }

    @Override
    @EnsuresCalledMethods(value = "this.bar", methods = "close")
    public void close() {
      bar.close();
    }
  }

  /** A line for each million operations of a file. */
  final class Lines implements Progress {
    private static final long STEP = 1 << 20;
    private final PrintStream out;
    private long lastCount;

    Lines(PrintStream out) {
      this.out = out;
    }

    @Override
    public void at(String file, long operationCount) {
      lastCount = operationCount < lastCount ? 0 : lastCount;
      if (operationCount / STEP > lastCount / STEP) {
        out.printf(Locale.ROOT, "%s: %,d operations%n", file, operationCount);
      }
      lastCount = operationCount;
    }

    @Override
    public void close() {
      // Nothing is left to be said.
    }
  }
}
