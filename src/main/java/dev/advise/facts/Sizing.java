package dev.advise.facts;

/**
 * A worker count and what bound it.
 *
 * @param count at least 1
 */
public record Sizing(int count, Bound boundBy) {

  /** That many, at least 1. */
  public static Sizing of(long count, Bound boundBy) {
    return new Sizing((int) Math.max(1, Math.min(Integer.MAX_VALUE, count)), boundBy);
  }

  /** This, or the limit where the limit is lower; never below 1. */
  public Sizing atMost(long limit, Bound bound) {
    return limit < count ? of(limit, bound) : this;
  }
}
