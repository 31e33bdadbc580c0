package dev.advise.laws;

/** Quotients and their logarithms, total: never NaN, never infinite. */
public final class Ratio {

  /** What stands for a quotient by nothing. */
  private static final double HUGE = 1e12;

  private Ratio() {}

  /** a / b; where b is nothing, 1 if a is nothing too, else a huge number. */
  public static double of(double a, double b) {
    if (b == 0) {
      return a == 0 ? 1 : Math.copySign(HUGE, a);
    }
    return Math.max(-HUGE, Math.min(HUGE, a / b));
  }

  /** How often a must be doubled to reach b; negative where a is the larger. */
  public static double doublings(double a, double b) {
    if (!(a > 0) || !(b > 0)) {
      return a > 0 ? -log2(HUGE) : b > 0 ? log2(HUGE) : 0;
    }
    return log2(b) - log2(a);
  }

  private static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
