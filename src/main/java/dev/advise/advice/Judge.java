package dev.advise.advice;

import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import dev.advise.facts.Rehearsal;
import dev.advise.facts.Scorecard;
import dev.advise.facts.WeighedArgument;

/** Decides one profile on one host: consults the rules, weighs what they say, chooses. */
final class Judge {

  private final Ledger ledger;
  private final Consultation consultation;
  private final Weighing weighing;

  Judge(RuleBase rules, Ledger ledger) {
    this.ledger = ledger;
    this.consultation = new Consultation(rules);
    this.weighing = new Weighing(rules, ledger);
  }

  Judgement decide(Profile profile, HostReport host, Rehearsal rehearsal) {
    Situation situation = Situation.of(profile, host, rehearsal, ledger);
    Findings findings = consultation.on(situation);
    Weighing.Weighed weighed = weighing.weigh(situation, findings.arguments());
    Scorecard scorecard = weighing.score(profile, weighed.standing(), WeighedArgument::weight);
    return new Judgement(
        situation,
        findings,
        weighed,
        scorecard,
        Weighing.choose(scorecard, findings.forecasts(), findings.exclusions()));
  }

  /** The scorecard of a judgement, had its arguments had other weights. */
  Scorecard score(
      Judgement judgement, java.util.function.ToDoubleFunction<WeighedArgument> weight) {
    return weighing.score(judgement.situation().profile(), judgement.weighed().standing(), weight);
  }
}
