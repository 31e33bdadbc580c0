package dev.advise.facts;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * Numbers as people read them, in the notation that profiles are written in: {@code 20ms}, {@code
 * 4KiB}, {@code 3.2x}, {@code 85%}, {@code 48.1/s}. Three significant digits, an exponent only for
 * what nobody meets, and a word for what is no number at all.
 */
public final class Figures {

  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_UP);
  private static final String[] FRACTIONS_OF_A_SECOND = {"s", "ms", "us", "ns"};
  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
  private static final List<String> DECIMAL = List.of("B", "kB", "MB", "GB");
  private static final String[] THOUSANDS = {"M", "G", "T"};
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final BigDecimal ONE = BigDecimal.ONE;

  private Figures() {}

  /** A duration, given in seconds: {@code 71us}, {@code 1.23ms}, {@code 90s}. */
  public static String seconds(double seconds) {
    if (!(Math.abs(seconds) < 1e6)) {
      return Double.isFinite(seconds) ? plain(seconds) + "s" : noNumber(seconds);
    }
    return Math.abs(seconds) < 1e-12 ? "0s" : seconds(rounded(seconds));
  }

  /** A size, given in bytes: {@code 512B}, {@code 4KiB}, {@code 1.5GiB}. */
  public static String bytes(double bytes) {
    if (!(Math.abs(bytes) < 1e18)) {
      return Double.isFinite(bytes) ? plain(bytes) + "B" : noNumber(bytes);
    }
    BigDecimal size = new BigDecimal(bytes).setScale(0, RoundingMode.HALF_UP);
    int unit = 0;
    while (unit < BINARY.length - 1 && brief(size).abs().compareTo(KIBI) >= 0) {
      size = size.divide(KIBI);
      unit++;
    }
    return bare(brief(size)) + BINARY[unit];
  }

  /** Three digits, and the fourth of 1000 to 1023, which have no unit of their own. */
  private static BigDecimal brief(BigDecimal size) {
    return size.round(THREE_DIGITS).abs().compareTo(BigDecimal.valueOf(1000)) < 0
        ? size.round(THREE_DIGITS)
        : size.setScale(0, RoundingMode.HALF_UP);
  }

  /** How long ago something was, given in whole seconds: {@code 12s}, {@code 5min}, {@code 3d}. */
  public static String age(long seconds) {
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 2 * 3600) {
      return seconds / 60 + "min";
    }
    return seconds < 2 * 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }

  /** How many times something is something else: {@code 3.2x}. */
  public static String ratio(double ratio) {
    return Double.isFinite(ratio) ? plain(ratio) + "x" : noNumber(ratio);
  }

  /** A share between 0 and 1: {@code 85%}. */
  public static String percent(double share) {
    return Double.isFinite(share) ? plain(share * 100) + "%" : noNumber(share);
  }

  /** A rate: {@code 48.1/s}. */
  public static String perSecond(double rate) {
    return Double.isFinite(rate) ? plain(rate) + "/s" : noNumber(rate);
  }

  /** A number without a unit: {@code 2}, {@code 18.2}, {@code 1230}, {@code 1.5M}. */
  public static String plain(double number) {
    if (!Double.isFinite(number)) {
      return noNumber(number);
    }
    BigDecimal rounded = rounded(number);
    if (rounded.abs().compareTo(BigDecimal.valueOf(1_000_000)) < 0) {
      return rounded.abs().compareTo(new BigDecimal("1e-9")) < 0 ? "0" : bare(rounded);
    }
    int unit = Math.min((rounded.precision() - rounded.scale() - 1) / 3, THOUSANDS.length + 1);
    BigDecimal scaled = rounded.movePointLeft(3 * unit);
    return scaled.precision() - scaled.scale() > 3
        ? rounded.stripTrailingZeros().toString().toLowerCase(Locale.ROOT)
        : bare(scaled) + THOUSANDS[unit - 2];
  }

  /** A weight on the scale of doublings, its sign always shown: {@code +0.50}, {@code -1.58}. */
  public static String points(double points) {
    if (!(Math.abs(points) < 1000)) {
      return plain(points);
    }
    BigDecimal rounded = new BigDecimal(points).setScale(2, RoundingMode.HALF_UP);
    return (rounded.signum() > 0 ? "+" : "") + rounded.toPlainString();
  }

  /** By how many points something leads, without a sign: {@code 0.98}. */
  public static String lead(double points) {
    return points(Math.abs(points)).replaceFirst("^\\+", "");
  }

  /**
   * A number in one of the units of the catalogue of quantities: {@code s}, {@code bytes}, {@code
   * ratio}, {@code share}, {@code per_s}; any other word gives the plain number.
   */
  public static String inUnit(String unit, double number) {
    return switch (unit) {
      case "s" -> seconds(number);
      case "bytes" -> bytes(number);
      case "ratio" -> ratio(number);
      case "share", "percent" -> percent(number);
      case "per_s" -> perSecond(number);
      case "points" -> points(number);
      default -> plain(number);
    };
  }

  /**
   * A profile's value as one would write it in a profile, with nothing rounded away.
   *
   * @param value as {@link Written} holds it
   */
  public static String written(FieldType type, Object value) {
    if (type instanceof FieldType.Duration && value instanceof Double seconds) {
      return Double.isFinite(seconds) ? seconds(BigDecimal.valueOf(seconds)) : noNumber(seconds);
    }
    if (type instanceof FieldType.Bytes && value instanceof Long bytes) {
      return wholeBytes(bytes);
    }
    if (value instanceof Double number) {
      return Double.isFinite(number) ? bare(BigDecimal.valueOf(number)) : noNumber(number);
    }
    return String.valueOf(value);
  }

  /** A profile's value as one would write it, in three digits. */
  public static String shown(FieldType type, Object value) {
    return type instanceof FieldType.Duration && value instanceof Double seconds
        ? seconds(seconds)
        : value instanceof Double number ? plain(number) : written(type, value);
  }

  private static String seconds(BigDecimal seconds) {
    if (seconds.signum() == 0) {
      return "0s";
    }
    int unit = 0;
    BigDecimal scaled = seconds;
    while (unit < FRACTIONS_OF_A_SECOND.length - 1 && scaled.abs().compareTo(ONE) < 0) {
      scaled = scaled.movePointRight(3);
      unit++;
    }
    return bare(scaled) + FRACTIONS_OF_A_SECOND[unit];
  }

  /** The largest unit of which it is a whole number, for nothing may be lost. */
  private static String wholeBytes(long bytes) {
    String binary = whole(bytes, 1024, List.of(BINARY));
    String decimal = whole(bytes, 1000, DECIMAL);
    return decimal.length() < binary.length() ? decimal : binary;
  }

  private static String whole(long bytes, int base, List<String> units) {
    int unit = 0;
    long size = bytes;
    while (size != 0 && size % base == 0 && unit < units.size() - 1) {
      size /= base;
      unit++;
    }
    return size + units.get(unit);
  }

  /** Three digits, or all the digits of a whole number that is not long. */
  private static BigDecimal rounded(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1_000_000
        ? BigDecimal.valueOf((long) number)
        : new BigDecimal(number).round(THREE_DIGITS);
  }

  private static String bare(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static String noNumber(double value) {
    return Double.isNaN(value) ? "unknown" : value > 0 ? "unlimited" : "-unlimited";
  }
}
