package dev.advise.profile;

import dev.advise.facts.FieldType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads numbers, with and without units, by their spelling. What YAML and JSON alike take for a
 * decimal number is one here; in quotes only plain digits are, as in the published schema.
 */
final class NumberReader {

  /** No value in any range needs as much; what is longer is refused unread. */
  static final int LONGEST = 100;

  private static final Pattern NUMERAL =
      Pattern.compile("[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d{1,9})?");
  private static final Pattern DECIMAL = Pattern.compile("\\d+(?:\\.\\d+)?");
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private NumberReader() {}

  static Value count(FieldType.Count type, Node.Scalar scalar) {
    Optional<BigDecimal> number =
        numeral(scalar, DIGITS).filter(n -> n.stripTrailingZeros().scale() <= 0);
    if (number.isEmpty()) {
      return notANumber(scalar, "which is no whole number", s -> count(type, s));
    }
    boolean isWithin =
        isWithin(number.get(), BigDecimal.valueOf(type.least()), BigDecimal.valueOf(type.most()));
    return isWithin
        ? new Value.Good(number.get().longValueExact())
        : outOfRange(scalar.text(), number.get());
  }

  static Value number(FieldType.Number type, Node.Scalar scalar) {
    Optional<BigDecimal> number = numeral(scalar, DECIMAL);
    if (number.isEmpty()) {
      return notANumber(scalar, "which is no number", s -> number(type, s));
    }
    boolean isWithin =
        isWithin(number.get(), BigDecimal.valueOf(type.least()), BigDecimal.valueOf(type.most()));
    return isWithin
        ? new Value.Good(number.get().doubleValue())
        : outOfRange(scalar.text(), number.get());
  }

  static Value duration(FieldType.Duration type, Node.Scalar scalar) {
    Quantity quantity = quantity(scalar, Unit.ofTime());
    if (quantity.fault().isPresent()) {
      return new Value.Bad(quantity.fault().get());
    }
    BigDecimal seconds = quantity.value();
    return isWithin(seconds, BigDecimal.valueOf(type.least()), BigDecimal.valueOf(type.most()))
        ? new Value.Good(seconds.doubleValue())
        : outOfRange(scalar.text(), seconds);
  }

  static Value bytes(FieldType.Bytes type, Node.Scalar scalar) {
    Quantity quantity = quantity(scalar, Unit.ofSize());
    if (quantity.fault().isPresent()) {
      return new Value.Bad(quantity.fault().get());
    }
    BigDecimal bytes = quantity.value();
    return isWithin(bytes, BigDecimal.valueOf(type.least()), BigDecimal.valueOf(type.most()))
        ? new Value.Good(bytes.setScale(0, RoundingMode.DOWN).longValue())
        : outOfRange(scalar.text(), bytes);
  }

  /**
   * A number with its unit.
   *
   * @param value in seconds or bytes
   * @param fault why there is none, completing a sentence that begins with the field's key
   */
  private record Quantity(BigDecimal value, Optional<String> fault) {

    static Quantity of(BigDecimal value) {
      return new Quantity(value, Optional.empty());
    }

    static Quantity faulty(String why) {
      return new Quantity(BigDecimal.ZERO, Optional.of(why));
    }
  }

  private static Quantity quantity(Node.Scalar scalar, List<Unit> units) {
    String text = scalar.text();
    Optional<BigDecimal> bare = numeral(scalar, DECIMAL);
    if (bare.isPresent()) {
      return bare.get().signum() == 0
          ? Quantity.of(BigDecimal.ZERO)
          : Quantity.faulty(is(text) + " without a unit");
    }
    int end = 0;
    while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    String number = text.substring(0, end);
    String symbol = text.substring(end).replaceFirst("^ +", "");
    if (text.length() > LONGEST) {
      return Quantity.faulty(is(text) + ", which is out of range");
    }
    if (symbol.matches("[eE][-+]?\\d.*")) {
      return Quantity.faulty(is(text) + ", and exponents are not read here");
    }
    if (!DECIMAL.matcher(number).matches() || !symbol.chars().allMatch(Character::isLetter)) {
      String what = "which is no number with a unit";
      return Quantity.faulty(notANumber(scalar, what, s -> asValue(quantity(s, units))).why());
    }
    Optional<Unit> unit = Unit.of(symbol, units);
    if (unit.isEmpty()) {
      return Quantity.faulty(
          "has the unknown unit "
              + ValueReader.quoted(symbol)
              + Nearest.hint(symbol, Unit.symbols(units)));
    }
    if (unit.get() == Unit.BYTE && number.contains(".")) {
      return Quantity.faulty(is(text) + ", and a byte has no parts");
    }
    return Quantity.of(new BigDecimal(number).multiply(unit.get().factor()));
  }

  private static Value asValue(Quantity quantity) {
    return quantity.fault().<Value>map(Value.Bad::new).orElse(new Value.Good(quantity.value()));
  }

  /** The number that a bare word spells; of a quoted one the pattern tells what it may be. */
  private static Optional<BigDecimal> numeral(Node.Scalar scalar, Pattern quoted) {
    String text = scalar.text();
    Pattern spelling = scalar.isPlain() ? NUMERAL : quoted;
    return text.length() <= LONGEST && spelling.matcher(text).matches()
        ? Optional.of(new BigDecimal(text.replaceFirst("\\.(?!\\d)", "")))
        : Optional.empty();
  }

  private static boolean isWithin(BigDecimal value, BigDecimal least, BigDecimal most) {
    return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
  }

  private static Value outOfRange(String text, BigDecimal value) {
    String what = value.signum() < 0 ? ", which is negative" : ", which is out of range";
    return new Value.Bad(is(text) + what);
  }

  /** What is wrong with a number, and how it would be spelt here if that is known. */
  private static Value.Bad notANumber(
      Node.Scalar scalar, String what, Function<Node.Scalar, Value> reader) {
    String text = scalar.text();
    if (DIGITS.matcher(text).matches() || text.length() > LONGEST) {
      return new Value.Bad(is(text) + ", which is out of range");
    }
    if (text.matches("-\\.?\\d.*")) {
      return new Value.Bad(is(text) + ", which is negative");
    }
    String plainly = plainly(text);
    boolean isMeant =
        !plainly.equals(text) && reader.apply(scalar.as(plainly)) instanceof Value.Good;
    return new Value.Bad(
        is(text) + ", " + what + (isMeant ? "; did you mean \"" + plainly + "\"?" : ""));
  }

  /** Without the marks that people part digits with, and with a point and a digit before it. */
  private static String plainly(String text) {
    return text.replaceAll("(?<=\\d)(?:_|[,' ](?=\\d{3}(?!\\d)))(?=\\d)", "")
        .replaceFirst("(?<=\\d),(?=\\d)", ".")
        .replaceFirst("^\\+", "")
        .replaceFirst("^\\.", "0.")
        .replaceFirst("\\.(?!\\d)", "");
  }

  private static String is(String text) {
    return "is " + ValueReader.quoted(text);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
