package dev.advise.profile;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Regular expressions that match the plain decimals on one side of a bound. */
final class DecimalPattern {

  private DecimalPattern() {}

  /** Decimals from 0 to the bound; whole ones only, or with a fraction too. */
  static String atMost(BigDecimal bound, boolean isFractionAllowed) {
    String whole = wholeOf(bound);
    String fraction = isFractionAllowed ? fractionOf(bound) : "";
    List<String> smaller = new ArrayList<>();
    if (whole.length() > 1) {
      smaller.add("[0-9]{1," + (whole.length() - 1) + "}");
    }
    for (int i = 0; i < whole.length(); i++) {
      int digit = whole.charAt(i) - '0';
      if (digit > 0) {
        smaller.add(whole.substring(0, i) + upTo(digit - 1) + digits(whole.length() - i - 1));
      }
    }
    List<String> all = new ArrayList<>();
    if (!smaller.isEmpty()) {
      all.add(anyOf(smaller) + (isFractionAllowed ? "(?:\\.[0-9]+)?" : ""));
    }
    if (!isFractionAllowed) {
      all.add(whole);
    } else if (fraction.isEmpty()) {
      all.add(whole + "(?:\\.0+)?");
    } else {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < fraction.length(); i++) {
        int digit = fraction.charAt(i) - '0';
        if (digit > 0) {
          parts.add(fraction.substring(0, i) + upTo(digit - 1) + "[0-9]*");
        }
        parts.add(fraction.substring(0, i + 1) + (i + 1 == fraction.length() ? "0*" : ""));
      }
      all.add(whole + "(?:\\." + anyOf(parts) + ")?");
    }
    return "0*" + anyOf(all);
  }

  /** Decimals from the bound on; whole ones only, or with a fraction too. */
  static String atLeast(BigDecimal bound, boolean isFractionAllowed) {
    BigDecimal least =
        isFractionAllowed ? bound : bound.setScale(0, java.math.RoundingMode.CEILING);
    String whole = wholeOf(least);
    String fraction = fractionOf(least);
    List<String> larger = new ArrayList<>();
    larger.add("[1-9][0-9]{" + whole.length() + ",}");
    for (int i = 0; i < whole.length(); i++) {
      int digit = whole.charAt(i) - '0';
      if (digit < 9) {
        larger.add(whole.substring(0, i) + from(digit + 1) + digits(whole.length() - i - 1));
      }
    }
    List<String> all = new ArrayList<>();
    all.add(anyOf(larger) + (isFractionAllowed ? "(?:\\.[0-9]+)?" : ""));
    if (fraction.isEmpty()) {
      all.add(whole + (isFractionAllowed ? "(?:\\.[0-9]+)?" : ""));
    } else {
      List<String> parts = new ArrayList<>();
      for (int i = 0; i < fraction.length(); i++) {
        int digit = fraction.charAt(i) - '0';
        if (digit < 9) {
          parts.add(fraction.substring(0, i) + from(digit + 1) + "[0-9]*");
        }
      }
      parts.add(fraction + "[0-9]*");
      all.add(whole + "\\." + anyOf(parts));
    }
    return "0*" + anyOf(all);
  }

  static String anyOf(List<String> alternatives) {
    return alternatives.size() == 1
        ? alternatives.get(0)
        : "(?:" + String.join("|", alternatives) + ")";
  }

  private static String wholeOf(BigDecimal bound) {
    return bound.toBigInteger().toString();
  }

  private static String fractionOf(BigDecimal bound) {
    BigDecimal fraction = bound.remainder(BigDecimal.ONE).stripTrailingZeros();
    return fraction.signum() == 0 ? "" : fraction.toPlainString().substring(2);
  }

  private static String upTo(int digit) {
    return digit == 0 ? "0" : "[0-" + digit + "]";
  }

  private static String from(int digit) {
    return digit == 9 ? "9" : "[" + digit + "-9]";
  }

  private static String digits(int count) {
    return count == 0 ? "" : count == 1 ? "[0-9]" : "[0-9]{" + count + "}";
  }
}
