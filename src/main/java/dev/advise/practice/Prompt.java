package dev.advise.practice;

import java.util.List;

/**
 * What is asked for.
 *
 * @param choices what may be chosen, by key; empty unless the form is a choice
 * @param commands what else may be done, by key
 * @param fallback the key that Enter alone stands for; 0 for none
 */
public record Prompt(Form form, List<Key> choices, List<Key> commands, char fallback) {

  /** What an answer looks like. */
  public enum Form {
    /** One of the choices' keys. */
    CHOICE,
    /** A number, or some numbers, on one line. */
    LINE,
    /** Sentences, on one line or on several. */
    WORDS
  }

  /** A key and what it does, in the learner's language; a line break stands for Enter. */
  public record Key(char key, String label) {}

  public Prompt {
    choices = List.copyOf(choices);
    commands = List.copyOf(commands);
  }

  /** Whether a key is one of the commands. */
  public boolean isCommand(char key) {
    return commands.stream().anyMatch(k -> k.key() == key);
  }

  /** Whether a key is one of the choices. */
  public boolean isChoice(char key) {
    return choices.stream().anyMatch(k -> k.key() == key);
  }

  /**
   * What a line of text replies to this: a lone key, or the answer. This is how pipes and files
   * reply, which have no single keys.
   */
  public Reply read(String line) {
    String text = line.strip();
    if (text.isEmpty() && fallback != 0) {
      return isCommand(fallback) ? new Reply.Command(fallback) : new Reply.Answer("" + fallback);
    }
    if (text.length() == 1 && isCommand(Character.toLowerCase(text.charAt(0)))) {
      return new Reply.Command(Character.toLowerCase(text.charAt(0)));
    }
    return new Reply.Answer(text);
  }
}
