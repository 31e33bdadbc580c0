package dev.advise.advice;

import dev.advise.facts.Forecast;
import java.util.List;

/**
 * One consultation of the rules, kept so that the next need not ask all again.
 *
 * @param deciding what {@link Bench#DECIDING} found
 * @param standing what {@link Bench#STANDING} found
 */
record Sitting(Findings findings, Heard deciding, Heard standing) {

  static Sitting of(List<Forecast> forecasts, Heard deciding, Heard standing) {
    return new Sitting(
        Findings.of(forecasts, deciding.found(), standing.found()), deciding, standing);
  }
}
