package dev.advise.probe.driver;

import java.util.List;

/**
 * Some rounds over some quantities, asked for at once.
 *
 * @param rounds samples of each, taken in turns
 * @param bounds what the driver may use
 */
public record Batch(List<String> quantities, int rounds, Bounds bounds) {

  /**
   * What a driver may use of the host.
   *
   * @param batchMillis how long one sample lasts, where it can be chosen
   * @param tasks most processes and threads
   * @param bytes most memory
   * @param processors to pin to
   */
  public record Bounds(int batchMillis, int tasks, long bytes, List<Integer> processors) {

    /** The same with samples of another length. */
    public Bounds lasting(int millis) {
      return new Bounds(millis, tasks, bytes, processors);
    }
  }
}
