package dev.advise.check;

import dev.advise.facts.Confidence;
import dev.advise.facts.Decision;
import dev.advise.facts.Field;
import dev.advise.facts.Figures;
import dev.advise.facts.Forecast;
import dev.advise.facts.Model;
import dev.advise.facts.Recommendation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Is the declared model the one that the rules prefer, by more than noise? */
final class ModelCheck implements Check {

  /** Points below which two models are as good as equal, whatever was measured. */
  private static final double LEAST_MARGIN = 0.05;

  private final FindingKind disagrees;
  private final FindingKind withinNoise;
  private final FindingKind excluded;
  private final FindingKind clash;
  private final FindingKind undecided;

  ModelCheck(Catalogue catalogue) {
    disagrees = catalogue.named("model-disagrees");
    withinNoise = catalogue.named("margin-within-noise");
    excluded = catalogue.named("model-excluded");
    clash = catalogue.named("requirements-clash");
    undecided = catalogue.named("undecided");
  }

  @Override
  public Examination examine(Subject subject) {
    if (subject.decision().isEmpty()) {
      return Examination.of(undecided, List.of(undecided(subject)));
    }
    Decision decision = subject.decision().get();
    Optional<Finding> found =
        subject.advice().model().isEmpty()
            ? Optional.of(clash(subject, decision))
            : compare(subject, decision, subject.advice().model().get());
    return new Examination(List.of(disagrees, excluded, clash), found.stream().toList());
  }

  /** Whether nothing speaks clearly against the declared model. */
  static boolean agrees(Subject subject) {
    return subject.decision().isPresent()
        && subject.advice().model().isPresent()
        && (subject.advice().model().get() == subject.decision().get().model()
            || !isExcluded(subject.advice(), subject.decision().get().model())
                && isNoise(subject.advice(), subject.decision().get().model()));
  }

  private Finding undecided(Subject subject) {
    Recommendation advice = subject.advice();
    List<Evidence> evidence =
        advice
            .model()
            .map(m -> Reasons.behind(advice, m))
            .orElseGet(() -> Reasons.exclusions(advice));
    String wording =
        advice.isPlainLoop()
            ? "plain-loop"
            : advice.model().isEmpty() ? "clash" : FindingKind.PLAIN;
    return undecided
        .found(
            wording,
            subject.service(),
            subject.at(Field.NAME),
            "/decision",
            Map.of(
                "computed", advice.model().map(Model::word).orElseGet(() -> Wording.of("no-model")),
                "grounds", Reasons.grounds(evidence)))
        .because(Optional.empty(), evidence);
  }

  private Finding clash(Subject subject, Decision decision) {
    List<Evidence> evidence = Reasons.exclusions(subject.advice());
    return clash
        .found(
            subject.service(),
            subject.at(Field.DECISION),
            Subject.pointer(Field.DECISION),
            Map.of(
                "declared", decision.model().word(), "grounds", Reasons.groundsForEach(evidence)))
        .because(Optional.empty(), evidence);
  }

  private Optional<Finding> compare(Subject subject, Decision decision, Model best) {
    Model declared = decision.model();
    if (declared == best) {
      return Optional.empty();
    }
    Recommendation advice = subject.advice();
    boolean isExcluded = isExcluded(advice, declared);
    double margin = margin(advice, declared);
    FindingKind kind = isExcluded ? excluded : isNoise(advice, declared) ? withinNoise : disagrees;
    List<Evidence> evidence = Reasons.between(advice, best, declared);
    boolean isTossUp = kind == withinNoise && !isNarrow(advice, declared);
    return Optional.of(
        kind.found(
                wording(subject.isMeasured(), isTossUp),
                subject.service(),
                subject.at(Field.DECISION),
                Subject.pointer(Field.DECISION),
                Map.of(
                    "declared", declared.word(),
                    "computed", best.word(),
                    "preferred",
                        advice.isPlainLoop()
                            ? Wording.of("plain-loop", Map.of("model", best.word()))
                            : best.word(),
                    "margin", Figures.lead(margin),
                    "grounds", Reasons.grounds(evidence)))
            .because(isExcluded ? Optional.empty() : Optional.of(margin), evidence));
  }

  private static String wording(boolean isMeasured, boolean isTossUp) {
    if (isTossUp) {
      return isMeasured ? "toss-up" : "toss-up-textbook";
    }
    return isMeasured ? FindingKind.PLAIN : "textbook";
  }

  private static boolean isExcluded(Recommendation advice, Model declared) {
    return advice.exclusions(declared).findAny().isPresent();
  }

  private static double margin(Recommendation advice, Model declared) {
    return advice.scorecard().of(advice.model().orElseThrow()) - advice.scorecard().of(declared);
  }

  private static boolean isNoise(Recommendation advice, Model declared) {
    return isNarrow(advice, declared) || advice.confidence().level() == Confidence.Level.TOSS_UP;
  }

  /** Whether the choice is ahead by no more than what was measured may be off by. */
  private static boolean isNarrow(Recommendation advice, Model declared) {
    double spread =
        advice.forecasts().stream()
            .filter(Forecast::measured)
            .filter(f -> f.bestOfModel())
            .filter(f -> f.model() == declared || Optional.of(f.model()).equals(advice.model()))
            .mapToDouble(ModelCheck::spread)
            .max()
            .orElse(0);
    return margin(advice, declared) <= Math.max(LEAST_MARGIN, spread);
  }

  /** How wide a forecast's interval is, in doublings: twice the noise. */
  private static double spread(Forecast forecast) {
    double lo = forecast.tasksPerSecond().lo();
    double hi = forecast.tasksPerSecond().hi();
    return lo > 0 && Double.isFinite(hi) ? Math.log(hi / lo) / Math.log(2) : 0;
  }
}
