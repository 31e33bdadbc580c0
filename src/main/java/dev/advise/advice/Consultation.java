package dev.advise.advice;

import dev.advise.facts.Forecast;
import java.util.List;
import org.kie.api.runtime.KieSession;

/**
 * One sitting with the rules, in two firings of one session: they recognise and size; then, with a
 * number on every candidate, they exclude and argue.
 */
final class Consultation {

  private final RuleBase rules;

  Consultation(RuleBase rules) {
    this.rules = rules;
  }

  /** What the rules find in this situation. */
  Findings on(Situation situation) {
    KieSession session = rules.open();
    try {
      situation.facts().forEach(session::insert);
      session.fireAllRules();
      Found proposed = Found.in(session);
      List<Forecast> forecasts =
          new Forecaster(situation, proposed.serialised()).of(proposed.candidates());
      forecasts.forEach(session::insert);
      session.fireAllRules();
      return Found.in(session).with(forecasts);
    } finally {
      session.dispose();
    }
  }
}
