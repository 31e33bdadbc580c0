package dev.advise.profile;

import dev.advise.facts.Printable;

/**
 * Something wrong with a profile, and where. Every text in it is safe to print as it is.
 *
 * @param file as the user named it
 * @param line counted from 1; 1 where the whole file is meant
 * @param column counted from 1 in Unicode code points
 * @param message what is wrong, as a fact, with the nearest valid word where there is one
 * @param excerpt the offending line with a line of carets below; empty where there is none to show
 * @param expected what would be right: words, or a range with its units; empty where it goes
 *     without saying
 */
public record Problem(
    String file, int line, int column, String message, String excerpt, String expected) {

  static Problem at(String file, Position where, String message, String excerpt, String expected) {
    return new Problem(
        Printable.oneLine(file),
        where.line(),
        where.column(),
        Printable.escape(message),
        excerpt,
        Printable.escape(expected));
  }

  static Problem ofFile(String file, String message, String expected) {
    return at(file, Position.START, message, "", expected);
  }

  public Position position() {
    return new Position(line, column);
  }

  /** {@code FILE:LINE:COLUMN: message}, the excerpt, and what was expected; no final line break. */
  public String text() {
    return text("");
  }

  /** The same with a label such as {@code warning} before the message; an empty one is left out. */
  public String text(String label) {
    StringBuilder text = new StringBuilder();
    text.append(file).append(':').append(line).append(':').append(column).append(": ");
    if (!label.isEmpty()) {
      text.append(label).append(": ");
    }
    text.append(message);
    if (!excerpt.isEmpty()) {
      text.append('\n').append(excerpt);
    }
    if (!expected.isEmpty()) {
      text.append("\n  expected: ").append(expected);
    }
    return text.toString();
  }
}
