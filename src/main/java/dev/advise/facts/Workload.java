package dev.advise.facts;

import java.util.Optional;

/**
 * What one task does, and how many are under way.
 *
 * @param cpuPerTask seconds of computing per task
 * @param waitPerTask seconds a task waits for I/O
 * @param concurrency tasks in flight at the peak
 * @param blockingIo whether the libraries in use offer blocking calls only
 * @param latencyTarget seconds that the 99th percentile must keep
 * @param nativeFraction share of the computing done in native code that releases the interpreter's
 *     lock
 */
public record Workload(
    Kind kind,
    double cpuPerTask,
    double waitPerTask,
    long concurrency,
    boolean blockingIo,
    Optional<Double> latencyTarget,
    double nativeFraction) {

  /** Seconds of waiting per second of computing; huge where nothing is computed. */
  public double waitRatio() {
    return dev.advise.laws.Ratio.of(waitPerTask, cpuPerTask);
  }

  /** Whether anything can be gained by doing something else meanwhile. */
  public boolean overlaps() {
    return concurrency > 1;
  }
}
