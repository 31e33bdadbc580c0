package dev.advise.probe;

import dev.advise.facts.ClaimTest;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to measure of one runtime.
 *
 * @param interpreter which executable of it; empty: the first on PATH
 * @param quantities those wanted; empty: all that its driver offers
 * @param budget time for all of it
 * @param seed of the order in which quantities take turns
 * @param tests that the estimates are to settle, which time is spent on first
 */
public record MeasureRequest(
    String runtime,
    Optional<String> interpreter,
    Set<String> quantities,
    Duration budget,
    long seed,
    List<ClaimTest> tests) {

  public MeasureRequest {
    quantities = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(quantities));
    tests = List.copyOf(tests);
  }
}
