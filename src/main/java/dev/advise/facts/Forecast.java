package dev.advise.facts;

import dev.advise.laws.Estimate;
import java.util.Optional;

/**
 * How a candidate fares on this host.
 *
 * @param tasksPerSecond with its interval
 * @param p99 seconds until 99 % of the tasks are done; empty where nobody knows
 * @param memoryBytes what the workers take (PSS); empty where no footprint was measured
 * @param basis rehearsed, predicted from measured costs, or from the profile's own numbers alone
 * @param behind doublings of throughput that it lacks to the fastest candidate that is not
 *     excluded; 0 for the fastest
 * @param bestOfModel whether it is the fastest (or the simplest of those that tie) of its model
 */
public record Forecast(
    Candidate candidate,
    Estimate tasksPerSecond,
    Optional<Double> p99,
    Optional<Double> memoryBytes,
    Basis basis,
    double behind,
    boolean bestOfModel) {

  /** Where the figures come from, the strongest first. */
  public enum Basis implements Word {
    REHEARSED,
    PREDICTED,
    TEXTBOOK
  }

  public Model model() {
    return candidate.model();
  }

  public Topology topology() {
    return candidate.topology();
  }

  public boolean rehearsed() {
    return basis == Basis.REHEARSED;
  }

  public boolean measured() {
    return basis != Basis.TEXTBOOK;
  }

  /** Seconds until 99 % of the tasks are done; 0 where nobody knows. */
  public double tailOrZero() {
    return p99.orElse(0.0);
  }

  /** Bytes that the workers take; 0 where nobody knows. */
  public double memoryOrZero() {
    return memoryBytes.orElse(0.0);
  }
}
