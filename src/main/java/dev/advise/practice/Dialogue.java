package dev.advise.practice;

/** How the examiner speaks and listens; the command line knows what is at the other end. */
public interface Dialogue {

  /** Says a paragraph, or several set apart by line breaks. */
  void say(Tone tone, String text);

  /** Asks, and waits for an answer, a command or the end. */
  Reply ask(Prompt prompt);
}
