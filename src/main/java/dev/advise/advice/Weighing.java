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
import dev.advise.facts.WeighedArgument;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Turns what the rules argued into a scorecard and a choice, by addition alone. */
final class Weighing {

  /** A textbook's word that nothing here has tested counts this much (DESIGN 5.6). */
  private static final double UNTESTED = 0.5;

  /** Totals this close are no reason to prefer one model; the simpler arrangement is. */
  private static final double TIE = 0.02;

  /** The best backed first, then the strongest. */
  private static final Comparator<WeighedArgument> WEIGHTIEST =
      Comparator.<WeighedArgument, Backing>comparing(WeighedArgument::backing)
          .thenComparing(a -> !a.argument().computed())
          .thenComparing(a -> -Math.abs(a.weight()))
          .thenComparing(a -> a.card().id());

  private final RuleBase rules;
  private final Ledger ledger;
  private final MeasuredWords words;

  Weighing(RuleBase rules, Ledger ledger) {
    this.rules = rules;
    this.ledger = ledger;
    this.words = new MeasuredWords(ledger);
  }

  /** Arguments as they count, and those that the host took the ground from. */
  record Weighed(List<WeighedArgument> standing, List<WeighedArgument> refuted) {}

  Weighed weigh(Situation situation, List<Argument> arguments) {
    Map<String, Verdict> verdicts =
        situation.verdicts().stream().collect(Collectors.toMap(Verdict::claim, v -> v));
    List<WeighedArgument> standing = new ArrayList<>();
    List<WeighedArgument> refuted = new ArrayList<>();
    for (Argument argument : arguments) {
      RuleCard card = rules.card(argument.rule());
      Claim claim = ledger.claim(card.claim());
      if (!claim.isAbout(situation.runtime().runtime())
          || Verdicts.outsideItsWindow(claim, situation.runtime())) {
        continue;
      }
      Optional<Verdict> verdict = Optional.ofNullable(verdicts.get(claim.id()));
      Verdict.Outcome outcome = verdict.map(Verdict::outcome).orElse(Verdict.Outcome.NOT_MEASURED);
      String here = verdict.map(v -> words.of(claim, v)).orElse("");
      if (outcome == Verdict.Outcome.REFUTED && !argument.computed()) {
        refuted.add(weighed(argument, card, 0, Backing.MEASURED, here));
      } else {
        standing.add(backed(argument, card, claim, outcome, here));
      }
    }
    return new Weighed(oneOfEachFamily(standing), refuted);
  }

  private static WeighedArgument backed(
      Argument argument, RuleCard card, Claim claim, Verdict.Outcome outcome, String here) {
    if (argument.computed() || outcome == Verdict.Outcome.CONFIRMED) {
      return weighed(argument, card, argument.weight(), Backing.MEASURED, here);
    }
    boolean certain = card.owner() || claim.kind() == Claim.Kind.DEFINITIONAL;
    double weight = certain ? argument.weight() : argument.weight() * UNTESTED;
    return weighed(argument, card, weight, Backing.TEXTBOOK, here);
  }

  private static WeighedArgument weighed(
      Argument argument, RuleCard card, double weight, Backing backing, String here) {
    String because =
        Sentences.fill(card.because(), Optional.of(argument.model()), argument.values());
    return new WeighedArgument(
        argument,
        card,
        weight,
        backing,
        true,
        here.isEmpty() ? because : because + " (" + here + ")");
  }

  private static List<WeighedArgument> oneOfEachFamily(List<WeighedArgument> arguments) {
    Map<String, WeighedArgument> heads = new HashMap<>();
    for (WeighedArgument argument : arguments) {
      familyOf(argument)
          .ifPresent(
              family ->
                  heads.merge(family, argument, (a, b) -> WEIGHTIEST.compare(a, b) <= 0 ? a : b));
    }
    return arguments.stream()
        .map(a -> familyOf(a).map(family -> heads.get(family) == a).orElse(true) ? a : silent(a))
        .toList();
  }

  private static Optional<String> familyOf(WeighedArgument argument) {
    return argument.card().family().map(family -> family + " " + argument.model());
  }

  private static WeighedArgument silent(WeighedArgument a) {
    return new WeighedArgument(a.argument(), a.card(), a.weight(), a.backing(), false, a.because());
  }

  /** The sums, each argument taken at the weight that the function gives it. */
  Scorecard score(
      Profile profile, List<WeighedArgument> arguments, ToDoubleFunction<WeighedArgument> weight) {
    List<Scorecard.Row> rows = new ArrayList<>();
    Map<Model, Double> total = zeros();
    for (Criterion criterion : Criterion.values()) {
      double importance =
          profile
              .priorities()
              .getOrDefault(criterion, ledger.criteria().get(criterion).importance());
      Map<Model, Double> scores = zeros();
      for (WeighedArgument argument : arguments) {
        if (argument.counted() && argument.card().criterion() == criterion) {
          scores.merge(argument.model(), weight.applyAsDouble(argument), Double::sum);
        }
      }
      scores.forEach((model, score) -> total.merge(model, importance * score, Double::sum));
      rows.add(new Scorecard.Row(criterion, importance, scores));
    }
    return new Scorecard(rows, total);
  }

  private static Map<Model, Double> zeros() {
    Map<Model, Double> zeros = new EnumMap<>(Model.class);
    for (Model model : Model.values()) {
      zeros.put(model, 0.0);
    }
    return zeros;
  }

  /** The candidate that wins: the best of the model with the most points that is not excluded. */
  static Optional<Candidate> choose(
      Scorecard scorecard, List<Forecast> forecasts, List<Exclusion> exclusions) {
    Set<Model> excluded = exclusions.stream().map(Exclusion::model).collect(Collectors.toSet());
    List<Forecast> admissible =
        forecasts.stream().filter(f -> f.bestOfModel() && !excluded.contains(f.model())).toList();
    double most =
        admissible.stream()
            .mapToDouble(f -> scorecard.total().get(f.model()))
            .max()
            .orElse(Double.NEGATIVE_INFINITY);
    return admissible.stream()
        .filter(f -> scorecard.total().get(f.model()) >= most - TIE)
        .min(
            Comparator.<Forecast>comparingInt(f -> f.topology().arrangement().ordinal())
                .thenComparing(Forecast::model))
        .map(Forecast::candidate);
  }
}
