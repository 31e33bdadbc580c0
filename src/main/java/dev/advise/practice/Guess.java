package dev.advise.practice;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number as people type it, with its unit, and how near it comes on a log scale. */
final class Guess {

  private static final Pattern NUMBER =
      Pattern.compile(
          "(\\d{1,3}(?:[ ,]\\d{3})+(?!\\d)|\\d+)([.,]\\d+)?(e[+-]?\\d+)?\\s*([a-zµμ%×]+|[倍毫微纳秒]+)?");

  private static final Map<String, Double> SECONDS =
      Map.ofEntries(
          Map.entry("s", 1.0),
          Map.entry("seconds", 1.0),
          Map.entry("milliseconds", 1e-3),
          Map.entry("microseconds", 1e-6),
          Map.entry("nanoseconds", 1e-9),
          Map.entry("ms", 1e-3),
          Map.entry("us", 1e-6),
          Map.entry("µs", 1e-6),
          Map.entry("μs", 1e-6),
          Map.entry("ns", 1e-9),
          Map.entry("秒", 1.0),
          Map.entry("毫秒", 1e-3),
          Map.entry("微秒", 1e-6),
          Map.entry("纳秒", 1e-9));

  private static final Map<String, Double> BYTES =
      Map.ofEntries(
          Map.entry("b", 1.0),
          Map.entry("k", 1024.0),
          Map.entry("kb", 1024.0),
          Map.entry("kib", 1024.0),
          Map.entry("m", 1048576.0),
          Map.entry("mb", 1048576.0),
          Map.entry("mib", 1048576.0),
          Map.entry("g", 1073741824.0),
          Map.entry("gb", 1073741824.0),
          Map.entry("gib", 1073741824.0));

  private static final Map<String, Double> PLAIN =
      Map.of("", 1.0, "x", 1.0, "×", 1.0, "times", 1.0, "倍", 1.0, "k", 1e3, "m", 1e6);

  private Guess() {}

  /**
   * The number in SI base units.
   *
   * @param unit {@code s}, {@code bytes}, or another for a plain number
   * @return empty where there is no number, or more than one, or it lacks its unit
   */
  static Optional<Double> parse(String text, String unit) {
    Matcher matcher = NUMBER.matcher(Answer.of(text).text());
    if (!matcher.find()) {
      return Optional.empty();
    }
    String digits =
        matcher.group(1).replaceAll("[ ,]", "")
            + Optional.ofNullable(matcher.group(2)).orElse("").replace(',', '.')
            + Optional.ofNullable(matcher.group(3)).orElse("");
    String named = Optional.ofNullable(matcher.group(4)).orElse("");
    if (matcher.find()) {
      return Optional.empty();
    }
    Map<String, Double> units = unit.equals("s") ? SECONDS : unit.equals("bytes") ? BYTES : PLAIN;
    return Optional.ofNullable(units.get(named))
        .map(factor -> Double.parseDouble(digits) * factor)
        .filter(value -> value > 0 && Double.isFinite(value));
  }

  /** Within a factor of 1.4 easy, of 2 good, of 3.2 (half a magnitude) hard. */
  static Rating rate(double guess, double truth) {
    double factor = Math.max(guess / truth, truth / guess);
    return factor <= 1.4
        ? Rating.EASY
        : factor <= 2 ? Rating.GOOD : factor <= 3.2 ? Rating.HARD : Rating.AGAIN;
  }
}
