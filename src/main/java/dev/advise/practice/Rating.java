package dev.advise.practice;

import dev.advise.facts.Word;

/** How well a question was answered, as the schedule knows it. */
public enum Rating implements Word {
  AGAIN,
  HARD,
  GOOD,
  EASY;

  /** 1 to 4, as FSRS counts. */
  int grade() {
    return ordinal() + 1;
  }

  static Rating ofGrade(int grade) {
    return values()[grade - 1];
  }

  Rating atMost(Rating other) {
    return compareTo(other) <= 0 ? this : other;
  }
}
