package dev.advise.advice;

import dev.advise.facts.Criterion;
import dev.advise.facts.Model;
import dev.advise.facts.Scorecard;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The scorecard as it is added up: points by criterion and model, in plain arrays for speed. */
final class Tally {

  private static final Criterion[] CRITERIA = Criterion.values();
  private static final Model[] MODELS = Model.values();

  private final double[] importance;
  private final double[][] points = new double[CRITERIA.length][MODELS.length];
  private final double[] total = new double[MODELS.length];

  private Tally(double[] importance) {
    this.importance = importance;
  }

  /** The sums, each argument that counts taken at the weight that the function gives it. */
  static Tally of(double[] importance, List<Weighed> arguments, ToDoubleFunction<Weighed> weight) {
    Tally tally = new Tally(importance);
    for (Weighed argument : arguments) {
      if (argument.counted()) {
        tally.points[argument.card().criterion().ordinal()][argument.model().ordinal()] +=
            weight.applyAsDouble(argument);
      }
    }
    for (int criterion = 0; criterion < CRITERIA.length; criterion++) {
      for (int model = 0; model < MODELS.length; model++) {
        tally.total[model] += importance[criterion] * tally.points[criterion][model];
      }
    }
    return tally;
  }

  /** All the points of a model. */
  double total(Model model) {
    return total[model.ordinal()];
  }

  /** The same, to be read. */
  Scorecard scorecard() {
    List<Scorecard.Row> rows = new ArrayList<>();
    for (Criterion criterion : CRITERIA) {
      int row = criterion.ordinal();
      rows.add(new Scorecard.Row(criterion, importance[row], byModel(points[row])));
    }
    return new Scorecard(rows, byModel(total));
  }

  private static Map<Model, Double> byModel(double[] numbers) {
    Map<Model, Double> named = new EnumMap<>(Model.class);
    for (Model model : MODELS) {
      named.put(model, numbers[model.ordinal()]);
    }
    return named;
  }
}
