package dev.advise.practice;

/** What came back. */
public sealed interface Reply {

  /** An answer, or the key of a choice. */
  record Answer(String text) implements Reply {}

  /** One of the prompt's commands. */
  record Command(char key) implements Reply {}

  /** Nobody is there any more: end of input, or Ctrl-C. */
  record End() implements Reply {}
}
