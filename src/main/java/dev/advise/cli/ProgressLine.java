package dev.advise.cli;

import dev.advise.facts.Printable;
import java.io.PrintWriter;

/** One line on standard error that is written over as work goes on, and wiped when it is done. */
final class ProgressLine implements AutoCloseable {

  /** Return to the beginning of the line and wipe it (ECMA-48, EL). */
  private static final String WIPE = "\r\u001b[K";

  private static final int BAR = 20;

  private final PrintWriter err;
  private final boolean shown;
  private boolean drawn;

  /**
   * @param shown false where standard error is no terminal, or the user wants quiet
   */
  ProgressLine(PrintWriter err, boolean shown) {
    this.err = err;
    this.shown = shown;
  }

  /**
   * What is being done.
   *
   * @param share of the whole that is done, 0 to 1
   */
  void step(String what, double share) {
    if (shown) {
      int done = (int) Math.round(BAR * Math.max(0, Math.min(1, share)));
      err.print(WIPE + "#".repeat(done) + ".".repeat(BAR - done) + " " + Printable.oneLine(what));
      err.flush();
      drawn = true;
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
