package dev.advise.practice;

import java.util.List;
import java.util.Map;

/**
 * What the marker saw in an answer in words.
 *
 * @param concepts each concept of the card, in its order
 * @param struck the misconceptions found
 * @param bare whether it is keywords without sentences
 * @param endless whether it goes on for longer than anybody would listen
 * @param bands how far it went from each of the six angles, 0 to 3
 */
record Marking(
    List<Seen> concepts,
    List<Misconception> struck,
    boolean bare,
    boolean endless,
    Map<Angle, Integer> bands) {

  /** How well a concept was brought. */
  enum Credit {
    MISSED,
    /** Its words occur, in no sentence that says anything of it. */
    MENTIONED,
    /** It stands in a sentence that says something of it. */
    LINKED
  }

  /** A concept and the credit for it. */
  record Seen(Concept concept, Credit credit) {}

  Marking {
    concepts = List.copyOf(concepts);
    struck = List.copyOf(struck);
    bands = Map.copyOf(bands);
  }

  /** The share of the concepts that were brought at all, 0 to 1. */
  double coverage() {
    return concepts.isEmpty()
        ? 0
        : (double) concepts.stream().filter(s -> s.credit() != Credit.MISSED).count()
            / concepts.size();
  }

  /** The mark that this earns; {@code quick}: within the time that the question is worth. */
  Rating rating(boolean quick) {
    boolean missed = musts(Credit.MISSED);
    if (missed || !struck.isEmpty()) {
      return Rating.AGAIN;
    }
    if (bare || endless || musts(Credit.MENTIONED)) {
      return Rating.HARD;
    }
    List<Seen> shoulds = concepts.stream().filter(s -> !s.concept().must()).toList();
    long brought = shoulds.stream().filter(s -> s.credit() != Credit.MISSED).count();
    return quick && brought >= 0.7 * shoulds.size() ? Rating.EASY : Rating.GOOD;
  }

  /** The same for a long reply, which must also look from most of the six angles. */
  Rating detailRating(boolean quick) {
    long named = bands.values().stream().filter(b -> b >= 1).count();
    long reasoned = bands.values().stream().filter(b -> b >= 2).count();
    Rating breadth =
        named < 3
            ? Rating.AGAIN
            : reasoned < 4 ? Rating.HARD : reasoned < 6 ? Rating.GOOD : Rating.EASY;
    return rating(quick).atMost(breadth);
  }

  private boolean musts(Credit credit) {
    return concepts.stream().anyMatch(s -> s.concept().must() && s.credit() == credit);
  }
}
