package dev.advise.probe.host;

import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Ways from what a file says to what a fact holds. */
final class Readings {

  private Readings() {}

  /** What the reading becomes, or why it was unknown already. */
  static <T, R> Reading<R> then(Reading<T> reading, Function<T, Reading<R>> next) {
    return reading.fold(next, why -> Reading.unknown(why.reason(), why.detail()));
  }

  /** A reading as facts keep it. */
  static <T> Reading<Object> fact(Reading<T> reading) {
    return then(reading, Reading::known);
  }

  /** The value if there is one, else unknown for that reason. */
  static <T> Reading<T> orUnknown(Optional<T> value, Reason reason, String detail) {
    return value.<Reading<T>>map(Reading::known).orElseGet(() -> Reading.unknown(reason, detail));
  }

  /** A number that is finite and not negative. */
  static Reading<Double> number(String text, String what) {
    OptionalDouble number = parse(text);
    return number.isPresent()
        ? Reading.known(number.getAsDouble())
        : Reading.unknown(Reason.FAILED, what + " is not a number: '" + shortened(text) + "'");
  }

  static OptionalDouble parse(String text) {
    try {
      double value = Double.parseDouble(text.strip());
      return value >= 0 && Double.isFinite(value)
          ? OptionalDouble.of(value)
          : OptionalDouble.empty();
    } catch (NumberFormatException none) {
      return OptionalDouble.empty();
    }
  }

  private static String shortened(String text) {
    return text.length() > 40 ? text.substring(0, 40) + "…" : text;
  }
}
