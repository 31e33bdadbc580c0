package dev.advise.advice;

import dev.advise.facts.Argument;
import dev.advise.facts.Backing;
import dev.advise.facts.Model;
import dev.advise.facts.RuleCard;

/**
 * An argument as it counts, still without its sentence: of the hundreds of decisions behind one
 * advice a single one is put into words.
 *
 * @param weight points after its backing
 * @param counted false where a stronger argument of its family counts instead
 */
record Weighed(Argument argument, RuleCard card, double weight, Backing backing, boolean counted) {

  Model model() {
    return argument.model();
  }

  Weighed silent() {
    return new Weighed(argument, card, weight, backing, false);
  }
}
