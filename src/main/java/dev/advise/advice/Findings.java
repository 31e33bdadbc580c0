package dev.advise.advice;

import dev.advise.facts.Argument;
import dev.advise.facts.Exclusion;
import dev.advise.facts.Forecast;
import dev.advise.facts.Warning;
import java.util.List;

/** What the rules said of one profile on one host, in an order that does not depend on theirs. */
record Findings(
    List<Forecast> forecasts,
    List<Argument> arguments,
    List<Exclusion> exclusions,
    List<Warning> warnings) {}
