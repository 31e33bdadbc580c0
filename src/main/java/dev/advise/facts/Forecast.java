package dev.advise.facts;

import dev.advise.laws.Estimate;
import java.util.Optional;

/**
 * How a candidate fares on this host.
 *
 * @param tasksPerSecond with its interval
 * @param p50 seconds until half of the tasks are done; empty where it was not rehearsed
 * @param p99 seconds until 99 % of the tasks are done; empty where nobody knows
 * @param memoryBytes what the workers take (PSS); empty where no footprint was measured
 * @param basis rehearsed, predicted from measured costs, or from the profile's own numbers alone
 * @param run what its rehearsal showed, before that was held against the prediction; or why it was
 *     not rehearsed
 * @param predicted tasks per second that were predicted, to be held against the rehearsal
 * @param behind doublings of throughput that it lacks to the fastest candidate, be that excluded or
 *     not; 0 for the fastest
 * @param bestOfModel whether it is the fastest (or the simplest of those that tie) of its model
 */
public record Forecast(
    Candidate candidate,
    Estimate tasksPerSecond,
    Optional<Double> p50,
    Optional<Double> p99,
    Optional<Double> memoryBytes,
    Basis basis,
    Reading<Rehearsal.Run> run,
    double predicted,
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

  /** Whether both were measured and neither is known to be the faster. */
  public boolean tiesWith(Forecast other) {
    return rehearsed()
        && other.rehearsed()
        && tasksPerSecond.lo() <= other.tasksPerSecond.hi()
        && other.tasksPerSecond.lo() <= tasksPerSecond.hi();
  }

  /** How far the prediction was off what was rehearsed: 0.1 where it was a tenth too high. */
  public Optional<Double> predictionError() {
    return run.toOptional()
        .map(seen -> seen.observed().median())
        .filter(rate -> rate > 0)
        .map(rate -> predicted / rate - 1);
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
