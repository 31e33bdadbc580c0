package dev.advise.laws;

import java.util.stream.DoubleStream;

/** A closed range of numbers, its ends in order. */
public record Interval(double lo, double hi) {

  public Interval {
    if (!(lo <= hi)) {
      throw new IllegalArgumentException("an interval's ends are out of order: " + lo + ", " + hi);
    }
  }

  /** The narrowest that holds them all. */
  public static Interval of(double... values) {
    return new Interval(
        DoubleStream.of(values).min().orElseThrow(), DoubleStream.of(values).max().orElseThrow());
  }

  /** The interval with each end moved outwards by that share of it; it stays finite. */
  public Interval widenedBy(double share) {
    return new Interval(
        Math.max(lo - share * Math.abs(lo), -Double.MAX_VALUE),
        Math.min(hi + share * Math.abs(hi), Double.MAX_VALUE));
  }

  public boolean isWhollyAbove(double threshold) {
    return lo > threshold;
  }

  public boolean isWhollyBelow(double threshold) {
    return hi < threshold;
  }
}
