package dev.advise.profile;

import dev.advise.facts.Printable;
import java.util.Arrays;

/** A file's text, as code points, with its lines. */
final class SourceText {

  /** Most columns of a line that an excerpt shows. */
  private static final int SHOWN = 88;

  private final String file;
  private final String text;
  private final int[] codePoints;
  private final int[] lineStarts;

  SourceText(String file, String text) {
    this.file = file;
    this.text = text;
    this.codePoints = text.codePoints().toArray();
    this.lineStarts = lineStarts(codePoints);
  }

  String text() {
    return text;
  }

  int length() {
    return codePoints.length;
  }

  int codePoint(int index) {
    return codePoints[index];
  }

  /** Lines end where editors end them; YAML 1.1's exotic line ends do not count. */
  private static int[] lineStarts(int[] codePoints) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < codePoints.length; i++) {
      boolean ends =
          codePoints[i] == '\n'
              || codePoints[i] == '\r' && (i + 1 == codePoints.length || codePoints[i + 1] != '\n');
      if (ends) {
        if (count == starts.length) {
          starts = Arrays.copyOf(starts, count * 2);
        }
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  private int lineOf(int index) {
    int found = Arrays.binarySearch(lineStarts, index);
    return found >= 0 ? found : -found - 2;
  }

  Position positionOf(Span span) {
    int start = Math.min(span.start(), codePoints.length);
    int line = lineOf(start);
    return new Position(line + 1, start - lineStarts[line] + 1);
  }

  String line(int number) {
    int start = lineStarts[number - 1];
    return new String(codePoints, start, endOf(number - 1) - start);
  }

  Span spanOf(int number) {
    int start = lineStarts[number - 1];
    int end = endOf(number - 1);
    while (start < end && Character.isWhitespace(codePoints[start])) {
      start++;
    }
    return new Span(start, end);
  }

  Problem problem(Span span, String message, String expected) {
    return Problem.at(file, positionOf(span), message, excerpt(span), expected);
  }

  /**
   * The line on which the span begins, and carets below it that line up in a terminal also after
   * wide characters. Of a long line only the part around the span is shown.
   */
  private String excerpt(Span span) {
    int start = Math.min(span.start(), codePoints.length);
    int line = lineOf(start);
    int first = lineStarts[line];
    int last = endOf(line);
    if (first == last) {
      return "";
    }
    int from = start - first > SHOWN * 3 / 4 ? start - SHOWN / 2 : first;
    int to = Math.min(last, from + SHOWN);
    int end = Math.max(start, Math.min(span.end(), to));
    String cutBefore = from > first ? "…" : "";
    String cutAfter = to < last ? "…" : "";
    String number = String.valueOf(line + 1);
    return "  "
        + number
        + " | "
        + cutBefore
        + part(from, to)
        + cutAfter
        + "\n  "
        + " ".repeat(number.length())
        + " | "
        + " ".repeat(Printable.width(cutBefore + part(from, start)))
        + "^".repeat(Math.max(1, Printable.width(part(start, end))));
  }

  private int endOf(int line) {
    int end = line + 1 < lineStarts.length ? lineStarts[line + 1] : codePoints.length;
    while (end > lineStarts[line] && (codePoints[end - 1] == '\n' || codePoints[end - 1] == '\r')) {
      end--;
    }
    return end;
  }

  private String part(int from, int to) {
    return from >= to ? "" : Printable.escape(new String(codePoints, from, to - from));
  }
}
