package dev.advise.profile;

/**
 * A place in a file, counted from 1. A column counts Unicode code points, so that a wide or a
 * non-BMP character is one column, as editors count; a byte-order mark is none.
 */
public record Position(int line, int column) implements Comparable<Position> {

  /** Where a problem stands that concerns the whole file. */
  public static final Position START = new Position(1, 1);

  @Override
  public int compareTo(Position other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }
}
