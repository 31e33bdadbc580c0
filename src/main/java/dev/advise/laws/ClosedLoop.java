package dev.advise.laws;

/**
 * Throughput of a closed loop: so many tasks in flight, each computing at a station of several
 * servers and then waiting elsewhere; a finished task is replaced at once.
 *
 * <p>Several servers are taken as one that is as many times faster, preceded by a delay [1]; the
 * queue length that an arriving task sees is estimated from the whole population's [2], which
 * leaves a quadratic for the time at the station. The result never exceeds the asymptotic bounds
 * {@code tasks / (demand + delay)} and {@code servers / demand} [3].
 *
 * @see "[1] Seidmann, Schweitzer, Shalev-Oren, Computerized Closed Queueing Network Models (1987)"
 * @see "[2] Schweitzer, Approximate analysis of multiclass closed networks of queues (1979)"
 * @see "[3] Denning and Buzen, The Operational Analysis of Queueing Network Models (1978)"
 */
public final class ClosedLoop {

  private ClosedLoop() {}

  /**
   * Tasks per second.
   *
   * @param tasks in flight, at least 1
   * @param demand seconds of computing per task, 0 or more
   * @param servers cores that compute, above 0; a quota may make it fractional
   * @param delay seconds spent elsewhere per task, 0 or more
   */
  public static double throughput(double tasks, double demand, double servers, double delay) {
    double population = Math.max(1, tasks);
    if (!(demand > 0)) {
      return delay > 0 ? population / delay : Double.MAX_VALUE;
    }
    double wholeServers = Math.max(1, servers);
    double service = demand / Math.max(servers, 1e-9);
    double elsewhere = delay + Math.max(0, demand * (wholeServers - 1) / wholeServers);
    double seen = (population - 1) / population;
    double b = elsewhere - service - service * seen * population;
    double residence = (-b + Math.sqrt(b * b + 4 * service * elsewhere)) / 2;
    double throughput = population / (elsewhere + residence);
    return Math.min(throughput, Math.min(population / (demand + delay), servers / demand));
  }
}
