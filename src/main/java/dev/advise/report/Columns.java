package dev.advise.report;

import static dev.advise.facts.Printable.width;

import java.util.ArrayList;
import java.util.List;

/** Text measured in the columns of a terminal, where some characters take two and some none. */
final class Columns {

  private static final String ELLIPSIS = "…";

  private Columns() {}

  /** The text, or its beginning and an ellipsis where it is wider than that. */
  static String fit(String text, int columns) {
    return width(text) <= columns ? text : head(text, columns - 1) + ELLIPSIS;
  }

  /** The text and as many blanks as it lacks. */
  static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - width(text)));
  }

  /** The text in lines of at most that many columns, broken at blanks where there are any. */
  static List<String> wrap(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int filled = 0;
    for (String word : text.split(" ")) {
      String rest = word;
      int wide = width(rest);
      if (!line.isEmpty() && filled + 1 + wide > columns) {
        lines.add(line.toString());
        line.setLength(0);
        filled = 0;
      }
      while (wide > columns) {
        String head = head(rest, columns);
        lines.add(head);
        rest = rest.substring(head.length());
        wide = width(rest);
      }
      if (!line.isEmpty()) {
        line.append(' ');
        filled++;
      }
      line.append(rest);
      filled += wide;
    }
    lines.add(line.toString());
    return lines;
  }

  /** As {@link #wrap}, and where that gives more lines than allowed, the last one says so. */
  static List<String> wrap(String text, int columns, int mostLines) {
    List<String> lines = wrap(text, columns);
    if (lines.size() <= mostLines) {
      return lines;
    }
    List<String> kept = new ArrayList<>(lines.subList(0, mostLines));
    kept.set(mostLines - 1, head(lines.get(mostLines - 1), columns - 1) + ELLIPSIS);
    return kept;
  }

  /** As {@link #wrap}, but of a text that is too long the tail is kept, and words before it go. */
  static List<String> wrap(String text, String tail, int columns, int mostLines) {
    String kept = head(text, columns * mostLines);
    List<String> lines = wrap(text + tail, columns);
    while (lines.size() > mostLines && kept.contains(" ")) {
      kept = kept.substring(0, kept.lastIndexOf(' '));
      lines = wrap(kept + ELLIPSIS + tail, columns);
    }
    return lines.size() > mostLines ? wrap(text + tail, columns, mostLines) : lines;
  }

  /** As much of the text's beginning as the columns hold; at least one character. */
  private static String head(String text, int columns) {
    int taken = 0;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      taken += width(codePoint);
      if (taken > columns && end > 0) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    return text.substring(0, end);
  }
}
