package dev.advise.laws;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Rounding to significant digits. */
public final class Digits {

  private static final MathContext TWO = new MathContext(2, RoundingMode.HALF_EVEN);

  private Digits() {}

  /** The number to two significant digits: 0.01437 becomes 0.014. */
  public static double two(double x) {
    return Double.isFinite(x) ? new BigDecimal(x).round(TWO).doubleValue() : x;
  }
}
