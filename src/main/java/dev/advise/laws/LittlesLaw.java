package dev.advise.laws;

/**
 * The mean number in a system is its arrival rate times the mean time spent in it.
 *
 * @see "Little, A Proof for the Queuing Formula L = λW, Operations Research 9 (1961)"
 */
public final class LittlesLaw {

  private LittlesLaw() {}

  /** Mean seconds in the system, of so many tasks in flight at that many finished per second. */
  public static double timeInSystem(double inFlight, double perSecond) {
    return Ratio.of(inFlight, perSecond);
  }

  /** Mean tasks in flight, at that many arrivals per second and seconds in the system. */
  public static double inFlight(double perSecond, double timeInSystem) {
    return perSecond * timeInSystem;
  }
}
