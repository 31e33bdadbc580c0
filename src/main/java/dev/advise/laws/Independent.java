package dev.advise.laws;

/**
 * The interval of what two independent estimates make together, recovered from the interval of
 * each. Both are hardly ever far off at once, so distances from the middle add up as the sides of a
 * right angle do; adding them plainly would claim far more than 95 %.
 *
 * @see "Zou and Donner, Construction of confidence intervals about effect measures: a general
 *     approach, Statistics in Medicine 27 (10), 2008"
 */
final class Independent {

  private Independent() {}

  /** What holds a / b, reckoned in logarithms; the far ends of both where one may be nothing. */
  static Interval ratio(double a, Interval ofA, double b, Interval ofB) {
    if (!(ofA.lo() > 0 && ofB.lo() > 0)) {
      return new Interval(Ratio.of(ofA.lo(), ofB.hi()), Ratio.of(ofA.hi(), ofB.lo()));
    }
    double down = Math.hypot(Math.log(a / ofA.lo()), Math.log(ofB.hi() / b));
    double up = Math.hypot(Math.log(ofA.hi() / a), Math.log(b / ofB.lo()));
    return new Interval(a / b * Math.exp(-down), a / b * Math.exp(up));
  }

  /** What holds a - b. */
  static Interval difference(double a, Interval ofA, double b, Interval ofB) {
    double down = Math.hypot(a - ofA.lo(), ofB.hi() - b);
    double up = Math.hypot(ofA.hi() - a, b - ofB.lo());
    return new Interval(a - b - down, a - b + up);
  }
}
