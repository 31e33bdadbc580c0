package dev.advise.facts;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What each model scores on each criterion, and in total. */
public record Scorecard(List<Row> rows, Map<Model, Double> total) {

  public Scorecard {
    rows = List.copyOf(rows);
    total = Collections.unmodifiableMap(new EnumMap<>(total));
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
