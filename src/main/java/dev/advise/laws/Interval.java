package dev.advise.laws;

/** A closed range of numbers, its ends in order. */
public record Interval(double lo, double hi) {

  public Interval {
    if (!(lo <= hi)) {
      throw new IllegalArgumentException("an interval's ends are out of order: " + lo + ", " + hi);
    }
  }

  public boolean isWhollyAbove(double threshold) {
    return lo > threshold;
  }

  public boolean isWhollyBelow(double threshold) {
    return hi < threshold;
  }
}
