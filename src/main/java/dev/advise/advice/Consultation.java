package dev.advise.advice;

import dev.advise.facts.Argument;
import dev.advise.facts.Candidate;
import dev.advise.facts.Exclusion;
import dev.advise.facts.Forecast;
import dev.advise.facts.Serialised;
import dev.advise.facts.Warning;
import java.util.Comparator;
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
      List<Candidate> candidates = candidates(session);
      List<Forecast> forecasts =
          new Forecaster(
                  situation, all(session, Serialised.class, Comparator.comparing(Serialised::rule)))
              .of(candidates);
      forecasts.forEach(session::insert);
      session.fireAllRules();
      return new Findings(
          forecasts,
          all(
              session,
              Argument.class,
              Comparator.comparing(Argument::rule)
                  .thenComparing(Argument::model)
                  .thenComparing(Argument::weight)),
          all(
              session,
              Exclusion.class,
              Comparator.comparing(Exclusion::model).thenComparing(Exclusion::rule)),
          all(session, Warning.class, Comparator.comparing(Warning::rule)));
    } finally {
      session.dispose();
    }
  }

  private static List<Candidate> candidates(KieSession session) {
    session.fireAllRules();
    return all(session, Candidate.class, Comparator.comparing(Candidate::toString)).stream()
        .distinct()
        .toList();
  }

  private static <T> List<T> all(KieSession session, Class<T> type, Comparator<T> order) {
    return session.getObjects(type::isInstance).stream().map(type::cast).sorted(order).toList();
  }
}
