package dev.advise.cli;

import dev.advise.facts.Printable;
import dev.advise.probe.Progress;
import java.io.PrintWriter;

/**
 * One line on standard error that is written over as work goes on, and wiped when it is done. It
 * shows on terminals only; notes show everywhere; nothing shows to who wants quiet.
 */
final class ProgressLine implements Progress, AutoCloseable {

  /** Return to the beginning of the line and wipe it (ECMA-48, EL). */
  private static final String WIPE = "\r\u001b[K";

  private static final int BAR = 20;

  private final PrintWriter err;
  private final boolean terminal;
  private final boolean quiet;
  private boolean drawn;

  ProgressLine(PrintWriter err, boolean terminal, boolean quiet) {
    this.err = err;
    this.terminal = terminal;
    this.quiet = quiet;
  }

  /** One for that shell, drawn where its terminal can write over a line. */
  static ProgressLine of(Shell shell, boolean quiet) {
    return new ProgressLine(
        shell.err(), shell.terminals().err() && shell.canMoveTheCursor(), quiet);
  }

  @Override
  public void step(String what, double share) {
    if (terminal && !quiet) {
      int done = (int) Math.round(BAR * Math.max(0, Math.min(1, share)));
      err.print(WIPE + "#".repeat(done) + ".".repeat(BAR - done) + " " + Printable.oneLine(what));
      err.flush();
      drawn = true;
    }
  }

  @Override
  public void note(String what) {
    close();
    if (!quiet) {
      err.println("advise: " + Printable.oneLine(what));
      err.flush();
    }
  }

  /** Wipes the line, so that something else can be written there. */
  @Override
  public void close() {
    if (drawn) {
      err.print(WIPE);
      err.flush();
      drawn = false;
    }
  }
}
