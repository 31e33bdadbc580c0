package dev.advise.report;

import dev.advise.facts.Printable;

/** Text made fit to stand in Markdown. */
final class Markdown {

  /** What Markdown gives a meaning to wherever it stands. */
  private static final String MEANT = "\\`*_{}[]#|~";

  private Markdown() {}

  /** The text on one line, so that neither Markdown nor HTML takes any of it for its own. */
  static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    String line = Printable.oneLine(text);
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      switch (c) {
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '&' -> safe.append("&amp;");
        // A name after this sign would be called to the discussion.
        case '@' -> safe.append("&#64;");
        // At a beginning these would open a list within the list.
        case '-', '+', '.', ')' -> safe.append(opensAList(line, i) ? "\\" : "").append(c);
        case '_' -> safe.append(isWithinWord(line, i) ? "_" : "\\_");
        default -> safe.append(MEANT.indexOf(c) >= 0 ? "\\" : "").append(c);
      }
    }
    return safe.toString();
  }

  private static boolean opensAList(String line, int i) {
    boolean bullet = i == 0 && (line.charAt(0) == '-' || line.charAt(0) == '+');
    boolean number = i > 0 && line.substring(0, i).chars().allMatch(Character::isDigit);
    return bullet || number;
  }

  /** An underscore between two letters means nothing, and field names have many. */
  private static boolean isWithinWord(String line, int i) {
    return i > 0
        && i + 1 < line.length()
        && Character.isLetterOrDigit(line.charAt(i - 1))
        && Character.isLetterOrDigit(line.charAt(i + 1));
  }
}
