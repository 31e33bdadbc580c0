package dev.advise.cli;

/** Something that the user named cannot be used; the message says what, where and what instead. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private Refusal(String message) {
    super(message, null, false, false);
  }

  /** What is wrong with what was asked. */
  static Refusal of(String message) {
    return new Refusal("advise: " + message);
  }

  /** What is wrong with a file, each line beginning with the file and the place in it. */
  static Refusal ofFile(String message) {
    return new Refusal(message);
  }
}
