package dev.advise.advice;

import dev.advise.facts.Candidate;
import dev.advise.facts.HostReport;
import dev.advise.facts.Model;
import dev.advise.facts.Profile;
import dev.advise.facts.Rehearsal;
import dev.advise.facts.Warning;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Decides one profile on one host: consults the rules, weighs what they say, chooses. */
final class Judge {

  private final Grounds grounds;
  private final Consultation consultation;
  private final Weighing weighing;

  Judge(RuleBase rules, Ledger ledger) {
    this.grounds = new Grounds(ledger, rules::hears);
    this.consultation = new Consultation(rules);
    this.weighing = new Weighing(rules, ledger);
  }

  Judgement decide(Profile profile, HostReport host, Rehearsal rehearsal) {
    return decide(Situation.of(profile, ground(profile, host), rehearsal), Optional.empty());
  }

  /**
   * The same profile or one that differs a little: what no difference bears on is not asked again.
   */
  Judgement redecide(Judgement before, Profile profile) {
    Situation situation = before.situation();
    return redecide(
        before,
        Situation.of(profile, ground(profile, situation.ground().host()), situation.rehearsal()));
  }

  /** The same where the host could have been measured a little otherwise. */
  Judgement redecide(Judgement before, Situation situation) {
    return decide(situation, Optional.of(before));
  }

  /** What there is to warn of with that judgement. */
  List<Warning> warnings(Judgement judgement) {
    return consultation.warnings(judgement.situation(), judgement.findings());
  }

  private Judgement decide(Situation situation, Optional<Judgement> before) {
    Sitting sitting = consultation.on(situation, before);
    Findings findings = sitting.findings();
    Weighing.Balance balance = weighing.weigh(situation.ground(), findings.arguments());
    Tally tally = weighing.tally(situation.profile(), balance.standing(), Weighed::weight);
    return new Judgement(
        situation,
        sitting,
        balance,
        tally,
        Weighing.choose(tally, findings.forecasts(), findings.exclusions()));
  }

  /** The model of a judgement, had its arguments had other weights. */
  Optional<Model> reweighed(Judgement judgement, ToDoubleFunction<Weighed> weight) {
    Findings findings = judgement.findings();
    Tally tally =
        weighing.tally(judgement.situation().profile(), judgement.weighed().standing(), weight);
    return Weighing.choose(tally, findings.forecasts(), findings.exclusions())
        .map(Candidate::model);
  }

  /** Grounds that this one could as well have been, its estimates elsewhere in their intervals. */
  List<Ground> drawn(Ground ground, int draws) {
    return grounds.drawn(ground, draws);
  }

  private Ground ground(Profile profile, HostReport host) {
    return grounds.of(host, profile.platform().runtime());
  }
}
