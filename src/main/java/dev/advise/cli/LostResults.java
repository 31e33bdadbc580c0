package dev.advise.cli;

/** Nobody takes the results any more, so that there is no use in going on. */
final class LostResults extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LostResults() {
    super("the results could not be written", null, false, false);
  }
}
