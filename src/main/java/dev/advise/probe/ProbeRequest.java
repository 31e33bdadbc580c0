package dev.advise.probe;

import dev.advise.facts.ClaimTest;
import dev.advise.facts.Word;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What to ask a host.
 *
 * @param runtimes to measure, in that order
 * @param interpreter which executable of them; empty: the first on PATH
 * @param budget time for all of it
 * @param quantities those wanted; empty: all that the drivers offer
 * @param tests that the estimates are to settle, which time is spent on first
 * @param seed of the order in which quantities take turns
 * @param drivers the user's own, by runtime
 */
public record ProbeRequest(
    List<String> runtimes,
    Optional<String> interpreter,
    Mode mode,
    Duration budget,
    Set<String> quantities,
    List<ClaimTest> tests,
    long seed,
    Map<String, Path> drivers) {

  /** What is spent where the user names no budget. */
  public static final Duration USUAL_BUDGET = Duration.ofSeconds(5);

  public ProbeRequest {
    runtimes = List.copyOf(runtimes);
    quantities = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(quantities));
    tests = List.copyOf(tests);
    drivers = Map.copyOf(drivers);
  }

  /** Where estimates come from. */
  public enum Mode implements Word {
    /** Measured now, and kept. */
    FRESH,
    /**
     * Those kept, where the host and the runtime are still the same; what is missing is measured.
     */
    CACHED,
    /** None: the host's facts only. */
    OFF
  }
}
