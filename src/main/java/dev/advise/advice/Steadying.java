package dev.advise.advice;

import dev.advise.facts.Forecast;
import dev.advise.facts.Reading;
import dev.advise.facts.Rehearsal;
import dev.advise.laws.Estimate;
import dev.advise.laws.Interval;
import dev.advise.laws.Shrinkage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws the rates of a short rehearsal towards what the cost model predicts, as far as its windows
 * disagree among themselves. On a quiet host next to nothing changes; where neighbours took some of
 * the windows, a candidate is no longer chosen or dropped for having had the better ones.
 */
final class Steadying {

  /** Half the width of a normal distribution's 95 % interval, in standard errors. */
  private static final double STANDARD_ERRORS = 1.96;

  private Steadying() {}

  /**
   * The rehearsal with steadied rates.
   *
   * @param predicted forecasts that were made without it
   */
  static Rehearsal of(Rehearsal rehearsal, List<Forecast> predicted) {
    List<Rehearsal.Part> parts = new ArrayList<>();
    List<Shrinkage.Sight> sights = new ArrayList<>();
    for (Forecast forecast : predicted) {
      Rehearsal.Part part = Rehearsal.Part.of(forecast.candidate());
      rehearsal
          .run(forecast.candidate())
          .filter(run -> run.observed().lo() > 0 && forecast.predicted() > 0)
          .filter(run -> !parts.contains(part))
          .ifPresent(
              run -> {
                parts.add(part);
                sights.add(sight(run.observed(), forecast.predicted()));
              });
    }
    List<Shrinkage.Belief> beliefs = Shrinkage.of(sights);
    Map<Rehearsal.Part, Reading<Rehearsal.Run>> steadied = new LinkedHashMap<>(rehearsal.runs());
    for (int i = 0; i < parts.size(); i++) {
      Shrinkage.Belief belief = beliefs.get(i);
      if (belief.error() > 0) {
        steadied.computeIfPresent(
            parts.get(i),
            (part, reading) ->
                reading
                    .toOptional()
                    .map(run -> Reading.known(run.at(estimate(belief))))
                    .orElse(reading));
      }
    }
    return new Rehearsal(rehearsal.profile(), steadied, rehearsal.scaled());
  }

  private static Shrinkage.Sight sight(Estimate rate, double predicted) {
    double error =
        rate.passes().size() == 1 && rate.lo() == rate.hi()
            ? Double.NaN
            : Math.log(rate.hi() / rate.lo()) / (2 * STANDARD_ERRORS);
    return new Shrinkage.Sight(Math.log(rate.median()), error, Math.log(predicted));
  }

  private static Estimate estimate(Shrinkage.Belief belief) {
    double half = STANDARD_ERRORS * belief.error();
    return Estimate.reckoned(
        Math.exp(belief.value()),
        new Interval(Math.exp(belief.value() - half), Math.exp(belief.value() + half)));
  }
}
