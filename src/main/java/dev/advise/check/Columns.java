package dev.advise.check;

/** A stretch of one line, counted from 1; the end is exclusive. */
public record Columns(int start, int end) {

  public Columns {
    if (start < 1 || end <= start) {
      throw new IllegalArgumentException("no columns: " + start + " to " + end);
    }
  }
}
