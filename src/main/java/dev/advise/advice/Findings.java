package dev.advise.advice;

import dev.advise.facts.Argument;
import dev.advise.facts.Exclusion;
import dev.advise.facts.Forecast;
import dev.advise.facts.Warning;
import java.util.List;

/**
 * What the rules said of one profile on one host, in an order that does not depend on theirs.
 *
 * @param warnings of the rules that do more than warn
 * @param recognised the traits and serialised shares that rules found
 */
record Findings(
    List<Forecast> forecasts,
    List<Argument> arguments,
    List<Exclusion> exclusions,
    List<Warning> warnings,
    List<Object> recognised) {

  static Findings of(List<Forecast> forecasts, Found decided, Found standing) {
    return new Findings(
        forecasts,
        decided.argumentsWith(standing),
        decided.exclusionsWith(standing),
        decided.warningsWith(standing),
        decided.recognised());
  }
}
