package dev.advise.advice;

import dev.advise.facts.Forecast;
import dev.advise.facts.Warning;
import java.util.ArrayList;
import java.util.List;
import org.kie.api.runtime.KieSession;

/**
 * One sitting with the rules. Those that decide have two firings of one session: they recognise and
 * size; then, with a number on every candidate, they exclude and argue.
 */
final class Consultation {

  private final RuleBase rules;

  Consultation(RuleBase rules) {
    this.rules = rules;
  }

  /**
   * What the rules find in this situation.
   *
   * @param known what stands in another situation, and here too if nothing that it rests on differs
   */
  Findings on(Situation situation, Standing known) {
    List<Object> lasting = situation.facts(Bench.STANDING);
    Standing standing =
        lasting.equals(known.facts()) ? known : said(Bench.STANDING, lasting).standing(lasting);
    KieSession session = rules.open(Bench.DECIDING);
    try {
      situation.facts(Bench.DECIDING).forEach(session::insert);
      session.fireAllRules();
      Found proposed = Found.in(session);
      List<Forecast> forecasts =
          new Forecaster(situation, proposed.serialised()).of(proposed.candidates());
      forecasts.forEach(session::insert);
      session.fireAllRules();
      return Found.in(session).with(forecasts, standing);
    } finally {
      session.dispose();
    }
  }

  /** What there is to warn of, now that this was found. */
  List<Warning> warnings(Situation situation, Findings findings) {
    List<Object> facts = new ArrayList<>(situation.facts(Bench.REMARKING));
    facts.addAll(findings.recognised());
    facts.addAll(findings.forecasts());
    return said(Bench.REMARKING, facts).warningsWith(findings.warnings());
  }

  private Found said(Bench bench, List<Object> facts) {
    KieSession session = rules.open(bench);
    try {
      facts.forEach(session::insert);
      session.fireAllRules();
      return Found.in(session);
    } finally {
      session.dispose();
    }
  }
}
