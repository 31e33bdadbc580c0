package dev.advise.practice;

import dev.advise.facts.Word;

/** How a question asks and how it is marked. */
public enum Kind implements Word {
  /** A profile is shown; which model? The rules know. */
  CHOOSE,
  /** One field of it changes; same model or another? The rules know. */
  FLIP,
  /** At what value does it change? The rules know, by bisection. */
  BOUNDARY,
  /** A number of this host. The host knows. */
  ESTIMATE,
  /** Why? A short reply in words. */
  JUSTIFY,
  /** A long reply from six angles. */
  DETAIL,
  /** Statements, some of them wrong: which? */
  CRITIQUE,
  /** Theory in words. */
  RECALL,
  /** A project of one's own: is the story complete? */
  STORY;

  /** Whether the answer is written in sentences. */
  public boolean isWords() {
    return this == JUSTIFY || this == DETAIL || this == RECALL || this == STORY;
  }
}
