package dev.advise.advice;

import dev.advise.facts.Forecast;
import dev.advise.facts.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
   * @param before a judgement of another situation: what no difference bears on is not asked again
   */
  Sitting on(Situation situation, Optional<Judgement> before) {
    List<Object> lasting = situation.facts(Bench.STANDING);
    List<Object> deciding = situation.facts(Bench.DECIDING);
    Heard standing =
        before
            .map(judgement -> judgement.sitting().standing())
            .filter(heard -> holds(Bench.STANDING, heard, lasting))
            .orElseGet(() -> new Heard(lasting, said(Bench.STANDING, lasting)));
    return before
        .filter(judgement -> judgement.situation().runsAs(situation))
        .map(Judgement::sitting)
        .filter(known -> holds(Bench.DECIDING, known.deciding(), deciding))
        .map(known -> Sitting.of(known.findings().forecasts(), known.deciding(), standing))
        .orElseGet(() -> decided(situation, deciding, standing));
  }

  /** Whether a bench finds the same in these facts: no rule of it could hear what differs. */
  private boolean holds(Bench bench, Heard heard, List<Object> facts) {
    if (heard.facts().size() != facts.size()) {
      return false;
    }
    for (int i = 0; i < facts.size(); i++) {
      Object then = heard.facts().get(i);
      Object now = facts.get(i);
      if (!now.equals(then) && (rules.hears(bench, then) || rules.hears(bench, now))) {
        return false;
      }
    }
    return true;
  }

  private Sitting decided(Situation situation, List<Object> facts, Heard standing) {
    KieSession session = rules.open(Bench.DECIDING);
    try {
      facts.forEach(session::insert);
      session.fireAllRules();
      Found proposed = Found.in(session);
      List<Forecast> forecasts =
          new Forecaster(
                  situation, proposed.serialised(), proposed.recognises("loops-share-a-port"))
              .of(proposed.candidates());
      forecasts.forEach(session::insert);
      session.fireAllRules();
      return Sitting.of(forecasts, new Heard(facts, Found.in(session)), standing);
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
