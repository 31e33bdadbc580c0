package dev.advise.laws;

/** How many workers keep the cores busy. */
public final class PoolSizing {

  private PoolSizing() {}

  /**
   * Cores × (1 + wait / compute): while one worker waits, others compute.
   *
   * @param cores usable cores, above 0; a quota may make it fractional
   * @param wait seconds a task waits, 0 or more
   * @param compute seconds a task computes, 0 or more; nothing computed needs no bound by cores
   * @return workers, at least 1
   * @see "Goetz et al., Java Concurrency in Practice (2006), section 8.2"
   */
  public static long workers(double cores, double wait, double compute) {
    if (!(compute > 0)) {
      return wait > 0 ? Long.MAX_VALUE : Math.max(1, (long) Math.ceil(cores));
    }
    double workers = Math.ceil(cores * (1 + wait / compute) - 1e-9);
    return workers >= Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(1, (long) workers);
  }
}
