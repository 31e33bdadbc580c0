package dev.advise.profile;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The units of durations (in seconds) and sizes (in bytes), from small to large. */
enum Unit {
  NANOSECOND("ns", "1e-9"),
  MICROSECOND("us", "1e-6"),
  MILLISECOND("ms", "1e-3"),
  SECOND("s", "1"),

  BYTE("B", "1"),
  KILOBYTE("kB", "1e3"),
  KIBIBYTE("KiB", "1024"),
  MEGABYTE("MB", "1e6"),
  MEBIBYTE("MiB", "1048576"),
  GIGABYTE("GB", "1e9"),
  GIBIBYTE("GiB", "1073741824"),
  TEBIBYTE("TiB", "1099511627776");

  /** The units that a size is told in. */
  private static final List<Unit> BINARY = List.of(BYTE, KIBIBYTE, MEBIBYTE, GIBIBYTE, TEBIBYTE);

  private static final MathContext TOLD = new MathContext(6);

  private final String symbol;
  private final BigDecimal factor;

  Unit(String symbol, String factor) {
    this.symbol = symbol;
    this.factor = new BigDecimal(factor);
  }

  String symbol() {
    return symbol;
  }

  /** How many seconds or bytes one of it is. */
  BigDecimal factor() {
    return factor;
  }

  static List<Unit> ofTime() {
    return List.of(NANOSECOND, MICROSECOND, MILLISECOND, SECOND);
  }

  static List<Unit> ofSize() {
    return Arrays.stream(values()).filter(u -> u.ordinal() >= BYTE.ordinal()).toList();
  }

  /** The unit of that symbol; both of Unicode's micro signs are understood. */
  static Optional<Unit> of(String symbol, List<Unit> units) {
    String plain = symbol.equals("µs") || symbol.equals("μs") ? "us" : symbol;
    return units.stream().filter(u -> u.symbol.equals(plain)).findFirst();
  }

  static List<String> symbols(List<Unit> units) {
    return units.stream().map(Unit::symbol).toList();
  }

  /** A duration as somebody would write it, e.g. {@code 1us}. */
  static String time(double seconds) {
    return written(BigDecimal.valueOf(seconds), ofTime());
  }

  /** A size as somebody would write it, e.g. {@code 64MiB}. */
  static String size(long bytes) {
    return written(BigDecimal.valueOf(bytes), BINARY);
  }

  private static String written(BigDecimal value, List<Unit> units) {
    Unit unit = units.get(0);
    for (Unit larger : units) {
      if (value.compareTo(larger.factor) >= 0) {
        unit = larger;
      }
    }
    BigDecimal number = value.divide(unit.factor, TOLD);
    return value.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString() + unit.symbol;
  }
}
