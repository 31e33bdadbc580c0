package dev.advise.profile;

import org.yaml.snakeyaml.error.Mark;

/** A stretch of a text, in code points from its beginning; the end is exclusive. */
record Span(int start, int end) {

  static final Span START = new Span(0, 0);

  static Span of(Mark start, Mark end) {
    return new Span(start.getIndex(), Math.max(start.getIndex(), end.getIndex()));
  }

  static Span at(Mark mark) {
    return new Span(mark.getIndex(), mark.getIndex() + 1);
  }
}
