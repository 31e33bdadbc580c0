package dev.advise.probe.rehearsal;

/**
 * What the miniature of one candidate says about the candidate itself.
 *
 * @param shrunk what one second of a task's computing and waiting became
 * @param held tasks that wait or compute at once in the miniature
 * @param waitLacking seconds that a task of the miniature should wait longer, for as many of its
 *     tasks to compute at once as of the mix itself
 * @param inFlight tasks in flight for each of the miniature's
 */
record Enlargement(double shrunk, long held, double waitLacking, double inFlight) {

  /**
   * Tasks per second of the mix itself. By Little's law a task of the miniature takes held/rate; it
   * lacks some of its wait, which costs nothing but time.
   */
  double rate(double miniatureRate) {
    return waitLacking == 0
        ? miniatureRate * shrunk
        : shrunk * held / (held / miniatureRate + waitLacking);
  }

  /** Seconds in the system of the mix itself: as much longer as by Little's law in the mean. */
  double latency(double miniatureLatency, double miniatureRate) {
    return miniatureLatency * inFlight * miniatureRate / rate(miniatureRate);
  }
}
