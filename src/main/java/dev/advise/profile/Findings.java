package dev.advise.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The problems of one text, collected in any order and told by position. */
final class Findings {

  private final SourceText source;
  private final List<Problem> found = new ArrayList<>();

  Findings(SourceText source) {
    this.source = source;
  }

  void add(Span span, String message, String expected) {
    found.add(source.problem(span, message, expected));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  int lineOf(Span span) {
    return source.positionOf(span).line();
  }

  /** A line's text without its end, counted from 1. */
  String line(int number) {
    return source.line(number);
  }

  /** What stands on a line, less the blanks before it. */
  Span spanOf(int line) {
    return source.spanOf(line);
  }

  Position positionOf(Span span) {
    return source.positionOf(span);
  }

  List<Problem> byPosition() {
    return found.stream().sorted(Comparator.comparing(Problem::position)).toList();
  }
}
