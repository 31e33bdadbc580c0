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
 * @param deciding what of it the workload decides
 * @param standing what of it holds for other workloads too
 */
record Findings(
    List<Forecast> forecasts,
    List<Argument> arguments,
    List<Exclusion> exclusions,
    List<Warning> warnings,
    List<Object> recognised,
    Heard deciding,
    Heard standing) {

  static Findings of(List<Forecast> forecasts, Heard deciding, Heard standing) {
    Found decided = deciding.found();
    return new Findings(
        forecasts,
        decided.argumentsWith(standing.found()),
        decided.exclusionsWith(standing.found()),
        decided.warningsWith(standing.found()),
        decided.recognised(),
        deciding,
        standing);
  }
}
