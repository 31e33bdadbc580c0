package dev.advise.practice;

import java.util.Comparator;

/**
 * Something wrong with a card.
 *
 * @param line counted from 1
 */
public record CardProblem(String file, int line, String card, String message)
    implements Comparable<CardProblem> {

  static CardProblem of(Card card, String message) {
    return new CardProblem(card.file(), card.line(), card.id(), message);
  }

  /** {@code FILE:LINE: card: message}. */
  public String text() {
    return file + ":" + line + ": " + card + ": " + message;
  }

  @Override
  public int compareTo(CardProblem other) {
    return Comparator.comparing(CardProblem::file)
        .thenComparing(CardProblem::line)
        .thenComparing(CardProblem::message)
        .compare(this, other);
  }
}
