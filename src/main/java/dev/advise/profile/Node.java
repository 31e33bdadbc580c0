package dev.advise.profile;

import java.util.List;

/** A value of a YAML document as it was written, with nothing resolved but its aliases. */
sealed interface Node {

  /** Where it stands; an alias stands where it is used. */
  Span span();

  /** How many values it comes to with its aliases written out. */
  int size();

  /** The same value at another place. */
  Node at(Span span);

  /**
   * A single value.
   *
   * @param text as written, quotes and escapes undone, never turned into another type
   * @param isPlain whether it stands there bare, without quotes or a tag
   * @param isNothing whether it is left empty or a plain null
   */
  record Scalar(Span span, String text, boolean isPlain, boolean isNothing) implements Node {

    /** Another text in its place. */
    Scalar as(String other) {
      return new Scalar(span, other, isPlain, isNothing);
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public Node at(Span other) {
      return new Scalar(other, text, isPlain, isNothing);
    }
  }

  /** A list of values. */
  record Sequence(Span span, List<Node> items, int size) implements Node {
    @Override
    public Node at(Span other) {
      return new Sequence(other, items, size);
    }
  }

  /** Keys with their values, duplicates included. */
  record Mapping(Span span, List<Pair> pairs, int size) implements Node {
    @Override
    public Node at(Span other) {
      return new Mapping(other, pairs, size);
    }
  }

  /** One line of a mapping. */
  record Pair(Node key, Node value) {}
}
