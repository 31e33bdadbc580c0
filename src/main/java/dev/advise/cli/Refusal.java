package dev.advise.cli;

/** Something that the user named cannot be used; the message says what, where and what instead. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Refusal(String message) {
    super(message, null, false, false);
  }
}
