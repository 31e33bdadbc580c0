package dev.advise.check;

import dev.advise.facts.Decision;
import dev.advise.facts.Model;
import dev.advise.facts.Recommendation;
import java.util.List;
import java.util.Optional;

/** Sums up what is known of one service. */
final class Services {

  private Services() {}

  static ServiceResult of(Subject subject, List<FindingKind> asked) {
    Recommendation advice = subject.advice();
    Optional<Model> declared = subject.decision().map(Decision::model);
    Optional<Double> margin =
        declared.flatMap(
            d -> advice.model().map(m -> advice.scorecard().of(m) - advice.scorecard().of(d)));
    String host = subject.host().name().filter(h -> subject.isMeasured()).orElse("textbook");
    return new ServiceResult(
        subject.service(),
        subject.file(),
        declared.map(Model::word),
        advice.model().map(Model::word),
        margin,
        host,
        asked);
  }
}
