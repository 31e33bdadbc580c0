package dev.advise.advice;

import dev.advise.facts.Candidate;
import dev.advise.facts.Model;
import dev.advise.facts.Scorecard;
import java.util.Optional;

/** One decision, with all that led to it. */
record Judgement(
    Situation situation,
    Sitting sitting,
    Weighing.Balance weighed,
    Tally tally,
    Optional<Candidate> choice) {

  Findings findings() {
    return sitting.findings();
  }

  Optional<Model> model() {
    return choice.map(Candidate::model);
  }

  Scorecard scorecard() {
    return tally.scorecard();
  }
}
