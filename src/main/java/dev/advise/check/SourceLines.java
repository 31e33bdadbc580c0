package dev.advise.check;

import dev.advise.profile.Position;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lines of a YAML file, to tell where a value that begins at some place ends. */
final class SourceLines {

  private final List<String> lines;

  private SourceLines(List<String> lines) {
    this.lines = lines;
  }

  static SourceLines of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String body = text.startsWith("\ufeff") ? text.substring(1) : text;
    return new SourceLines(List.of(body.split("\r\n|\r|\n", -1)));
  }

  /** The very value that begins there, as far as it stands on that line. */
  Place place(String file, Position start) {
    String line = start.line() <= lines.size() ? lines.get(start.line() - 1) : "";
    int points = line.codePointCount(0, line.length());
    int first = Math.max(1, start.column());
    if (first > points) {
      return Place.at(file, start.line(), first);
    }
    int from = line.offsetByCodePoints(0, first - 1);
    int to = Math.max(endOfValue(line, from), from + Character.charCount(line.codePointAt(from)));
    int length = line.codePointCount(from, to);
    return new Place(
        file, start.line(), new Columns(first, first + length), new Columns(from + 1, to + 1));
  }

  private static int endOfValue(String line, int from) {
    char first = line.charAt(from);
    if (first == '"' || first == '\'') {
      int closing = closingQuote(line, from, first);
      return closing < 0 ? line.length() : closing + 1;
    }
    int end = from;
    while (end < line.length() && !endsPlain(line, end)) {
      end++;
    }
    return from + line.substring(from, end).stripTrailing().length();
  }

  private static int closingQuote(String line, int from, char quote) {
    for (int i = from + 1; i < line.length(); i++) {
      if (quote == '"' && line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == quote) {
        return i;
      }
    }
    return -1;
  }

  /** A comment ends a plain value, and so does what may end it within brackets. */
  private static boolean endsPlain(String line, int at) {
    char c = line.charAt(at);
    boolean comment = c == '#' && at > 0 && Character.isWhitespace(line.charAt(at - 1));
    return comment || c == '}' || c == ']' || c == ',';
  }
}
