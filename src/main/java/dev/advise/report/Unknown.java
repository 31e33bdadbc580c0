package dev.advise.report;

import dev.advise.facts.Backing;
import dev.advise.facts.Model;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Scorecard;
import dev.advise.facts.Verdict;
import dev.advise.facts.WeighedArgument;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A claim that speaks here without having been settled, though its answer would change the advice:
 * confirmed it would count in full, refuted not at all, where now it counts half.
 *
 * @param swing the points that hang on it
 */
record Unknown(Verdict verdict, double swing) {

  /** The one on which most hangs; empty where none would change the advice. */
  static Optional<Unknown> mostTelling(Recommendation advice) {
    return advice.model().stream()
        .flatMap(chosen -> advice.verdicts().stream().flatMap(v -> of(advice, chosen, v).stream()))
        .max(Comparator.comparingDouble(Unknown::swing).thenComparing(u -> u.verdict().claim()));
  }

  private static Optional<Unknown> of(Recommendation advice, Model chosen, Verdict verdict) {
    boolean isOpen =
        verdict.outcome() == Verdict.Outcome.NOT_MEASURED
            || verdict.outcome() == Verdict.Outcome.INCONCLUSIVE;
    boolean isTested = !verdict.expected().isEmpty();
    Map<Model, Double> points = isOpen && isTested ? points(advice, verdict.claim()) : Map.of();
    boolean isDecisive =
        !points.isEmpty()
            && (changes(advice, chosen, points, 1) || changes(advice, chosen, points, -1));
    return isDecisive
        ? Optional.of(
            new Unknown(verdict, points.values().stream().mapToDouble(Math::abs).sum() * 2))
        : Optional.empty();
  }

  /** What a claim's half weights bring each model now. */
  private static Map<Model, Double> points(Recommendation advice, String claim) {
    Map<Model, Double> points = new EnumMap<>(Model.class);
    for (WeighedArgument argument : advice.arguments()) {
      boolean counts =
          argument.counted()
              && argument.backing() == Backing.TEXTBOOK
              && argument.card().claim().equals(claim);
      if (counts) {
        double importance = advice.scorecard().importance(argument.card().criterion());
        points.merge(argument.model(), argument.weight() * importance, Double::sum);
      }
    }
    return points;
  }

  private static boolean changes(
      Recommendation advice, Model chosen, Map<Model, Double> points, int sign) {
    Scorecard scorecard = advice.scorecard();
    double mine = scorecard.of(chosen) + sign * points.getOrDefault(chosen, 0.0);
    List<Model> rivals = Rivals.of(advice);
    return rivals.stream()
        .anyMatch(
            rival ->
                scorecard.of(rival) + sign * points.getOrDefault(rival, 0.0)
                    > mine + Scorecard.TIE);
  }
}
