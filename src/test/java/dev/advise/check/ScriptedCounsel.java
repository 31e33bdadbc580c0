package dev.advise.check;

import dev.advise.advice.Advisor;
import dev.advise.facts.Argument;
import dev.advise.facts.Backing;
import dev.advise.facts.Bound;
import dev.advise.facts.Candidate;
import dev.advise.facts.Confidence;
import dev.advise.facts.Criterion;
import dev.advise.facts.Forecast;
import dev.advise.facts.HostReport;
import dev.advise.facts.Kind;
import dev.advise.facts.Lazy;
import dev.advise.facts.Level;
import dev.advise.facts.Model;
import dev.advise.facts.Profile;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.Recommendation;
import dev.advise.facts.RuleCard;
import dev.advise.facts.Ruling;
import dev.advise.facts.Scorecard;
import dev.advise.facts.Topology;
import dev.advise.facts.WeighedArgument;
import dev.advise.laws.Estimate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Advice by a rule of thumb, so that golden outputs change with the check and not with each rule:
 * computing calls for processes, waiting for async, and a mix is nearly undecided.
 */
public final class ScriptedCounsel implements Counsel {

  private static final RuleCard CARD =
      new RuleCard(
          "rule-of-thumb",
          "throughput",
          "thumb",
          Criterion.THROUGHPUT,
          Optional.empty(),
          false,
          "A rule of thumb.",
          "",
          "",
          "");

  @Override
  public Recommendation advise(Profile profile, HostReport host) {
    Kind kind = profile.workload().kind();
    boolean clash =
        profile.isolation().level() == Level.REQUIRED
            && profile.faultTolerance().level() == Level.REQUIRED;
    Model best = kind == Kind.IO_BOUND ? Model.ASYNC : Model.PROCESSES;
    double ahead = kind == Kind.MIXED ? 0.03 : 1.58;
    Candidate choice = candidate(best);
    return new Recommendation(
        profile,
        clash ? Optional.empty() : Optional.of(choice),
        new Scorecard(List.of(), Map.of(best, ahead, other(best), 0.0, third(best), 0.0)),
        List.of(
            new WeighedArgument(
                Argument.stated(CARD.id(), best, ahead),
                CARD,
                ahead,
                Backing.MEASURED,
                true,
                "On this host " + best.word() + " do three times the work.")),
        List.of(),
        clash
            ? Arrays.stream(Model.values())
                .map(m -> new Ruling(CARD, Optional.of(m), m.word() + " cannot keep it up."))
                .toList()
            : List.of(),
        List.of(),
        List.of(forecast(choice)),
        List.of(),
        Lazy.of(new Confidence(Confidence.Level.STRONG, 0.97, "as a rule of thumb goes")),
        List.of(),
        host);
  }

  /** The advisor whose rules are shipped, for tests that do not depend on what they say. */
  static Counsel shipped() {
    return Advisor.shipped().withoutFlips()::advise;
  }

  private static Candidate candidate(Model model) {
    Topology topology = model == Model.ASYNC ? Topology.loop(64) : Topology.processPool(4);
    return new Candidate("thumb-size", model, topology, Bound.CORES);
  }

  private static Forecast forecast(Candidate candidate) {
    return new Forecast(
        candidate,
        new Estimate(List.of(100.0, 100.0, 100.0, 100.0, 100.0, 100.0)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Forecast.Basis.TEXTBOOK,
        Reading.unknown(Reason.NOT_ASKED, "not rehearsed"),
        100,
        0,
        true);
  }

  private static Model other(Model model) {
    return Model.values()[(model.ordinal() + 1) % 3];
  }

  private static Model third(Model model) {
    return Model.values()[(model.ordinal() + 2) % 3];
  }
}
