package dev.advise.practice;

import dev.advise.facts.Candidate;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may be recommended, as the learner chooses it. */
enum Choice implements Word {
  THREADS,
  PROCESSES,
  ASYNC,
  PLAIN_LOOP,
  NONE;

  /** What a recommendation comes to. */
  static Choice of(Recommendation advice) {
    return of(advice.choice());
  }

  /** What a choice comes to; empty where the requirements exclude all models. */
  static Choice of(Optional<Candidate> choice) {
    return choice
        .map(c -> c.topology().isPlainLoop() ? PLAIN_LOOP : valueOf(c.model().name()))
        .orElse(NONE);
  }

  /** The key that stands for it. */
  char key() {
    return (char) ('1' + ordinal());
  }

  Text name(Phrases phrases) {
    return phrases.both("choice." + word());
  }

  static List<Prompt.Key> keys(Lang lang, Phrases phrases) {
    List<Prompt.Key> keys = new ArrayList<>();
    for (Choice choice : values()) {
      keys.add(new Prompt.Key(choice.key(), choice.name(phrases).in(lang)));
    }
    return keys;
  }
}
