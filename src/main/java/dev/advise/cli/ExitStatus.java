package dev.advise.cli;

/** How a run ends, the graver later. */
enum ExitStatus {
  /** All is well. */
  FINE(0),
  /** {@code check} found something. */
  FOUND(1),
  /** Bad usage, bad input, or nothing to do. */
  BAD_INPUT(2),
  /** A fault of this program. */
  FAULT(70);

  private final int code;

  ExitStatus(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }

  /** The graver of the two. */
  ExitStatus and(ExitStatus other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
