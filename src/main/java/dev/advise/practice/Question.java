package dev.advise.practice;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Something to ask, how to mark the answer, and what to say then. */
sealed interface Question permits CardQuestion, AdviceQuestion, EstimateQuestion {

  /** The card's id, or for generated questions what they were made from. */
  String id();

  Kind kind();

  Group group();

  Set<Angle> angles();

  /** Something to show as it stands before asking: a profile, some statements. */
  Optional<String> exhibit(Lang lang);

  String ask(Lang lang);

  /** What may be chosen; empty where the answer is written. */
  default List<Prompt.Key> choices(Lang lang) {
    return List.of();
  }

  /** The next of some hints, counted from 0. */
  Optional<String> hint(int number, Lang lang);

  /** Why an answer cannot be marked at all, e.g. a duration without its unit. */
  default Optional<String> refuse(String answer, Lang lang) {
    return Optional.empty();
  }

  /**
   * Marks an answer.
   *
   * @param quick whether it came within the time that the question is worth
   */
  Assessment assess(String answer, Lang lang, boolean quick);

  /** The short model reply. */
  String brief(Lang lang);

  /** The long one. */
  String detail(Lang lang);

  /** On which rules, claims and sources all this rests. */
  List<String> why(Lang lang);

  /** The card behind it, if it was authored. */
  default Optional<Card> card() {
    return Optional.empty();
  }

  /** The form that an answer takes. */
  default Prompt.Form form() {
    return kind().isWords()
        ? Prompt.Form.WORDS
        : kind() == Kind.CHOOSE || kind() == Kind.FLIP ? Prompt.Form.CHOICE : Prompt.Form.LINE;
  }
}
