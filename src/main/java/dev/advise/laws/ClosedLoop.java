package dev.advise.laws;

/**
 * Throughput of a closed loop: so many tasks in flight, each computing on one of several cores and
 * then being elsewhere for a while; a finished task is replaced at once.
 *
 * <p>This is the queue with finite source, or machine repair model: with ρ = demand / delay, the
 * state in which k of N tasks are at the cores has a weight that grows from that of k − 1 by (N − k
 * + 1) ρ / min(k, cores) [1]. It is exact for times that vary as the exponential distribution does,
 * and a little low for steadier ones. It never exceeds the asymptotic bounds {@code tasks / (demand
 * + delay)} and {@code cores / demand}, and reaches them where nothing queues and where everything
 * does [2]. A fraction of a core lies between its neighbours in proportion.
 *
 * @see "[1] Kleinrock, Queueing Systems, Volume 1 (1975), section 3.8"
 * @see "[2] Denning and Buzen, The Operational Analysis of Queueing Network Models (1978)"
 */
public final class ClosedLoop {

  /** With more tasks than this the bounds differ from the sum by nothing that could be measured. */
  private static final double MOST_SUMMED = 4_000;

  /** A state of so little weight beside the sum changes no digit of it. */
  private static final double NEGLIGIBLE = 1e-18;

  private ClosedLoop() {}

  /**
   * Tasks per second.
   *
   * @param tasks in flight, at least 1
   * @param demand seconds of computing per task, 0 or more
   * @param cores that compute, above 0; a quota may make it fractional
   * @param delay seconds spent elsewhere per task, 0 or more
   */
  public static double throughput(double tasks, double demand, double cores, double delay) {
    double population = Math.max(1, tasks);
    if (!(demand > 0)) {
      return delay > 0 ? population / delay : Double.MAX_VALUE;
    }
    double bound = Math.min(population / (demand + delay), cores / demand);
    if (population <= cores || !(delay > 0) || population > MOST_SUMMED) {
      return bound;
    }
    double whole = Math.floor(cores);
    double below = busyCores((int) population, demand / delay, (int) whole);
    if (cores == whole) {
      return Math.min(bound, below / demand);
    }
    double above = busyCores((int) population, demand / delay, (int) whole + 1);
    return Math.min(bound, (below + (cores - whole) * (above - below)) / demand);
  }

  /**
   * The mean number of cores at work; none of no cores. The weights of the states rise to one peak
   * and fall, so the sum starts there and goes both ways until what is left is lost in rounding: a
   * few dozen steps where there are thousands of tasks.
   */
  private static double busyCores(int population, double rho, int servers) {
    if (servers == 0) {
      return 0;
    }
    int peak = peak(population, rho, servers);
    double sum = 1;
    double busy = Math.min(peak, servers);
    double weight = 1;
    for (int k = peak + 1; k <= population && weight > NEGLIGIBLE * sum; k++) {
      weight *= (population - k + 1) * rho / Math.min(k, servers);
      sum += weight;
      busy += weight * Math.min(k, servers);
    }
    weight = 1;
    for (int k = peak; k > 0 && weight > NEGLIGIBLE * sum; k--) {
      weight *= Math.min(k, servers) / ((population - k + 1) * rho);
      sum += weight;
      busy += weight * Math.min(k - 1, servers);
    }
    return busy / sum;
  }

  /** The state that weighs most: up to it each state weighs more than the one before. */
  private static int peak(int population, double rho, int servers) {
    double withCoresFree = (population + 1) * rho / (1 + rho);
    double peak = withCoresFree <= servers ? withCoresFree : population + 1 - servers / rho;
    return (int) Math.max(0, Math.min(population, peak));
  }
}
