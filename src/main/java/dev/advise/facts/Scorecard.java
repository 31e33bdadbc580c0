package dev.advise.facts;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What each model scores on each criterion, and in total. */
public record Scorecard(List<Row> rows, Map<Model, Double> total) {

  /** Totals this close are no reason to prefer one model; the simpler arrangement is. */
  public static final double TIE = 0.02;

  public Scorecard {
    rows = List.copyOf(rows);
    total = Collections.unmodifiableMap(new EnumMap<>(total));
  }

  /** All the points of a model; none where nothing was said of it. */
  public double of(Model model) {
    return total.getOrDefault(model, 0.0);
  }

  /** What a full point of a criterion is worth, in doublings of throughput. */
  public double importance(Criterion criterion) {
    return rows.stream()
        .filter(row -> row.criterion() == criterion)
        .mapToDouble(Row::importance)
        .findFirst()
        .orElse(1);
  }

  /**
   * One criterion.
   *
   * @param importance what a full point of it is worth, in doublings of throughput
   * @param scores by model, before the importance
   */
  public record Row(Criterion criterion, double importance, Map<Model, Double> scores) {

    public Row {
      scores = Collections.unmodifiableMap(new EnumMap<>(scores));
    }
  }
}
