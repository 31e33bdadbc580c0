package dev.advise.laws;

/**
 * The universal scalability law: N workers do {@code N / (1 + σ (N − 1) + κ N (N − 1))} times the
 * work of one. Contention σ is what they queue for, which alone is Amdahl's law; coherency κ is
 * what each has to settle with every other, which turns the curve down again.
 *
 * @see "Gunther, Guerrilla Capacity Planning (2007), chapters 4 to 6"
 */
public final class Scalability {

  private Scalability() {}

  /**
   * The speed-up of so many workers over one.
   *
   * @param workers above 0; a share of a worker does a share of the work
   * @param contention σ, 0 to 1
   * @param coherency κ, 0 or more
   */
  public static double speedUp(double workers, double contention, double coherency) {
    if (workers <= 1) {
      return workers;
    }
    return workers / (1 + contention * (workers - 1) + coherency * workers * (workers - 1));
  }

  /**
   * The contention that explains a measured speed-up, all of it: one measurement cannot tell
   * contention from coherency. Within 0 (linear, or better by luck) and 1 (nothing gained).
   *
   * @param workers that were measured, above 1
   */
  public static double contention(double workers, double speedUp) {
    if (!(workers > 1) || !(speedUp > 0)) {
      return 0;
    }
    return Math.max(0, Math.min(1, (workers / speedUp - 1) / (workers - 1)));
  }

  /** The number of workers beyond which more do less; infinite where nothing has to be settled. */
  public static double peak(double contention, double coherency) {
    return coherency > 0 ? Math.sqrt((1 - contention) / coherency) : Double.POSITIVE_INFINITY;
  }
}
