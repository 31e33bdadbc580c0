package dev.advise.advice;

import dev.advise.facts.Argument;
import dev.advise.facts.Backing;
import dev.advise.facts.Candidate;
import dev.advise.facts.Claim;
import dev.advise.facts.Criterion;
import dev.advise.facts.Exclusion;
import dev.advise.facts.Forecast;
import dev.advise.facts.Model;
import dev.advise.facts.Profile;
import dev.advise.facts.RuleCard;
import dev.advise.facts.Scorecard;
import dev.advise.facts.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** Turns what the rules argued into sums and a choice, by addition alone. */
final class Weighing {

  /** A textbook's word that nothing here has tested counts this much (DESIGN 5.6). */
  private static final double UNTESTED = 0.5;

  /** The best backed first, then the strongest. */
  private static final Comparator<Weighed> WEIGHTIEST =
      Comparator.<Weighed, Backing>comparing(Weighed::backing)
          .thenComparing(a -> !a.argument().computed())
          .thenComparing(a -> -Math.abs(a.weight()))
          .thenComparing(a -> a.card().id());

  private static final Comparator<Forecast> SIMPLEST =
      Comparator.<Forecast>comparingInt(f -> f.topology().arrangement().ordinal())
          .thenComparing(Forecast::model);

  private final RuleBase rules;
  private final Ledger ledger;

  Weighing(RuleBase rules, Ledger ledger) {
    this.rules = rules;
    this.ledger = ledger;
  }

  /** Arguments as they count, and those that the host took the ground from. */
  record Balance(List<Weighed> standing, List<Weighed> refuted) {}

  Balance weigh(Ground ground, List<Argument> arguments) {
    List<Weighed> standing = new ArrayList<>();
    List<Weighed> refuted = new ArrayList<>();
    for (Argument argument : arguments) {
      RuleCard card = rules.card(argument.rule());
      if (ground.elsewhere().contains(card.claim())) {
        continue;
      }
      Verdict verdict = ground.verdicts().get(card.claim());
      Verdict.Outcome outcome = verdict == null ? Verdict.Outcome.NOT_MEASURED : verdict.outcome();
      if (outcome == Verdict.Outcome.REFUTED && !argument.computed()) {
        refuted.add(new Weighed(argument, card, 0, Backing.MEASURED, true));
      } else {
        standing.add(backed(argument, card, outcome));
      }
    }
    return new Balance(oneOfEachFamily(standing), refuted);
  }

  private Weighed backed(Argument argument, RuleCard card, Verdict.Outcome outcome) {
    if (argument.computed() || outcome == Verdict.Outcome.CONFIRMED) {
      return new Weighed(argument, card, argument.weight(), Backing.MEASURED, true);
    }
    boolean certain = card.owner() || ledger.claim(card.claim()).kind() == Claim.Kind.DEFINITIONAL;
    double weight = certain ? argument.weight() : argument.weight() * UNTESTED;
    return new Weighed(argument, card, weight, Backing.TEXTBOOK, true);
  }

  private static List<Weighed> oneOfEachFamily(List<Weighed> arguments) {
    Map<String, Map<Model, Weighed>> heads = new HashMap<>();
    for (Weighed argument : arguments) {
      argument
          .card()
          .family()
          .map(family -> heads.computeIfAbsent(family, f -> new EnumMap<>(Model.class)))
          .ifPresent(
              head ->
                  head.merge(
                      argument.model(), argument, (a, b) -> WEIGHTIEST.compare(a, b) <= 0 ? a : b));
    }
    List<Weighed> counted = new ArrayList<>(arguments.size());
    for (Weighed argument : arguments) {
      boolean heard =
          argument.card().family().isEmpty()
              || heads.get(argument.card().family().get()).get(argument.model()) == argument;
      counted.add(heard ? argument : argument.silent());
    }
    return counted;
  }

  /** The sums for a profile's owner, each argument at the weight that the function gives it. */
  Tally tally(Profile profile, List<Weighed> arguments, ToDoubleFunction<Weighed> weight) {
    double[] importance = new double[Criterion.values().length];
    ledger
        .criteria()
        .forEach((criterion, row) -> importance[criterion.ordinal()] = row.importance());
    profile.priorities().forEach((criterion, worth) -> importance[criterion.ordinal()] = worth);
    return Tally.of(importance, arguments, weight);
  }

  /** The candidate that wins: the best of the model with the most points that is not excluded. */
  static Optional<Candidate> choose(
      Tally tally, List<Forecast> forecasts, List<Exclusion> exclusions) {
    Set<Model> excluded = EnumSet.noneOf(Model.class);
    exclusions.forEach(exclusion -> excluded.add(exclusion.model()));
    List<Forecast> admissible = new ArrayList<>();
    double most = Double.NEGATIVE_INFINITY;
    for (Forecast forecast : forecasts) {
      if (forecast.bestOfModel() && !excluded.contains(forecast.model())) {
        admissible.add(forecast);
        most = Math.max(most, tally.total(forecast.model()));
      }
    }
    Forecast chosen = null;
    for (Forecast forecast : admissible) {
      if (tally.total(forecast.model()) >= most - Scorecard.TIE
          && (chosen == null || SIMPLEST.compare(forecast, chosen) < 0)) {
        chosen = forecast;
      }
    }
    return Optional.ofNullable(chosen).map(Forecast::candidate);
  }
}
