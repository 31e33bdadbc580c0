package dev.advise.report;

import dev.advise.facts.Forecast;
import dev.advise.facts.Model;
import dev.advise.facts.Recommendation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The models that could have been chosen instead. */
final class Rivals {

  private Rivals() {}

  /** Those that no requirement excludes and that could be sized, the closest first. */
  static List<Model> of(Recommendation advice) {
    return advice.forecasts().stream()
        .filter(Forecast::bestOfModel)
        .map(Forecast::model)
        .distinct()
        .filter(model -> !advice.model().equals(Optional.of(model)))
        .filter(model -> advice.exclusions(model).findAny().isEmpty())
        .sorted(
            Comparator.comparingDouble((Model model) -> -advice.scorecard().of(model))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }
}
