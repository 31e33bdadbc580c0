package dev.advise.laws;

/**
 * What part of the work can use many workers bounds what they gain.
 *
 * @see "Amdahl, Validity of the single processor approach (AFIPS 1967)"
 */
public final class Amdahl {

  private Amdahl() {}

  /**
   * How many cores' worth of computing is had from work of which a share runs on one at a time,
   * when the rest overlaps with it freely: the serial part is one station of a pipeline, the cores
   * are the other.
   *
   * @param cores above 0
   * @param serial the share of computing that only one worker at a time can do, 0 to 1
   */
  public static double coresUsed(double cores, double serial) {
    return serial > 0 ? Math.min(cores, Math.max(1 / serial, Math.min(1, cores))) : cores;
  }
}
