package dev.advise.profile;

import dev.advise.facts.FieldType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Reads a value from its raw text by the type that its field expects, so that no spelling ({@code
 * no}, {@code 010}, {@code 1:30}) means anything but what it says, quoted or not.
 */
final class ValueReader {

  /** No number in any range is written longer; longer ones are refused unread. */
  private static final int LONGEST_NUMBER = 30;

  private static final int LONGEST_QUOTE = 40;

  private ValueReader() {}

  static Value read(FieldType type, String text) {
    if (type instanceof FieldType.Text t) {
      return text(t, text);
    } else if (type instanceof FieldType.OneOf t) {
      return word(t.words(), text);
    } else if (type instanceof FieldType.OpenWord t) {
      return word(t.known(), text);
    } else if (type instanceof FieldType.SomeOf t) {
      return word(t.words(), text);
    } else if (type instanceof FieldType.Duration t) {
      return duration(t, text);
    } else if (type instanceof FieldType.Bytes t) {
      return bytes(t, text);
    } else if (type instanceof FieldType.Count t) {
      return count(t, text);
    } else if (type instanceof FieldType.Number t) {
      return number(t, text);
    } else if (type instanceof FieldType.Flag) {
      return flag(text);
    } else {
      return day(text);
    }
  }

  private static Value text(FieldType.Text type, String text) {
    if (text.chars().allMatch(c -> " \t\r\n".indexOf(c) >= 0)) {
      return new Value.Bad("is blank");
    }
    int length = text.codePointCount(0, text.length());
    return length > type.longest()
        ? new Value.Bad("is " + length + " characters long")
        : new Value.Good(text);
  }

  private static Value word(List<String> words, String text) {
    return words.contains(text)
        ? new Value.Good(text)
        : new Value.Bad("is " + quoted(text) + Nearest.hint(text, words));
  }

  private static Value flag(String text) {
    return switch (text) {
      case "true" -> new Value.Good(true);
      case "false" -> new Value.Good(false);
      default -> new Value.Bad("is " + quoted(text) + Nearest.hint(text, List.of("true", "false")));
    };
  }

  private static Value day(String text) {
    boolean isShaped = text.length() == 10 && text.chars().allMatch(c -> c < 128);
    try {
      if (isShaped) {
        return new Value.Good(LocalDate.parse(text));
      }
    } catch (DateTimeException e) {
      // Said below, for both.
    }
    return new Value.Bad("is " + quoted(text) + ", which is no day");
  }

  private static Value count(FieldType.Count type, String text) {
    if (!isDigits(text)) {
      return notANumber(text, "which is no whole number in plain digits");
    }
    String digits = text.replaceFirst("^0+(?=.)", "");
    if (digits.length() > 18) {
      return absurd(text);
    }
    long count = Long.parseLong(digits);
    return count < type.least() || count > type.most() ? absurd(text) : new Value.Good(count);
  }

  /** JSON's spelling of numbers, less the sign: no other reader takes it for anything else. */
  private static Value number(FieldType.Number type, String text) {
    int e = Math.max(text.indexOf('e'), text.indexOf('E'));
    String exponent = e < 0 ? "0" : text.substring(e + 1).replaceFirst("^[+-]", "");
    boolean isNumber =
        isDecimal(e < 0 ? text : text.substring(0, e))
            && isDigits(exponent)
            && text.length() <= LONGEST_NUMBER;
    if (!isNumber) {
      return notANumber(text, "which is no plain number");
    }
    double number = Double.parseDouble(text);
    return number < type.least() || number > type.most() ? absurd(text) : new Value.Good(number);
  }

  private static Value duration(FieldType.Duration type, String text) {
    Quantity quantity = Quantity.of(text, Unit.ofTime());
    if (quantity.fault().isPresent()) {
      return new Value.Bad(quantity.fault().get());
    }
    boolean isWithin =
        quantity.isWithin(BigDecimal.valueOf(type.least()), BigDecimal.valueOf(type.most()));
    return isWithin ? new Value.Good(quantity.value().doubleValue()) : absurd(text);
  }

  private static Value bytes(FieldType.Bytes type, String text) {
    Quantity quantity = Quantity.of(text, Unit.ofSize());
    if (quantity.fault().isPresent()) {
      return new Value.Bad(quantity.fault().get());
    }
    boolean isWithin =
        quantity.isWithin(BigDecimal.valueOf(type.least()), BigDecimal.valueOf(type.most()));
    return isWithin
        ? new Value.Good(quantity.value().setScale(0, RoundingMode.DOWN).longValue())
        : absurd(text);
  }

  /**
   * A number with its unit.
   *
   * @param value in seconds or bytes
   * @param fault why there is none, completing a sentence that begins with the field's key
   */
  private record Quantity(BigDecimal value, Optional<String> fault) {

    static Quantity of(String text, List<Unit> units) {
      int end = 0;
      while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
        end++;
      }
      String number = text.substring(0, end);
      String rest = text.substring(end);
      String symbol = rest.startsWith(" ") ? rest.substring(1) : rest;
      if (!isDecimal(number)) {
        Value.Bad bad = notANumber(text, "which is no number with a unit");
        return faulty(bad.why());
      }
      if (number.length() > LONGEST_NUMBER) {
        return faulty(absurd(text).why());
      }
      BigDecimal plain = new BigDecimal(number);
      if (rest.isEmpty()) {
        return plain.signum() == 0
            ? new Quantity(BigDecimal.ZERO, Optional.empty())
            : faulty("is " + quoted(text) + " without a unit");
      }
      if (rest.length() > 1 && "eE".indexOf(rest.charAt(0)) >= 0) {
        return faulty("is " + quoted(text) + ", and exponents are not read here");
      }
      Optional<Unit> unit = Unit.of(symbol, units);
      if (unit.isEmpty()) {
        return faulty(
            "has the unknown unit " + quoted(symbol) + Nearest.hint(symbol, Unit.symbols(units)));
      }
      if (unit.get() == Unit.BYTE && number.contains(".")) {
        return faulty("is " + quoted(text) + ", and a byte has no parts");
      }
      return new Quantity(plain.multiply(unit.get().factor()), Optional.empty());
    }

    private static Quantity faulty(String why) {
      return new Quantity(BigDecimal.ZERO, Optional.of(why));
    }

    boolean isWithin(BigDecimal least, BigDecimal most) {
      return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }
  }

  private static Value.Bad absurd(String text) {
    return new Value.Bad("is " + quoted(text) + ", which is out of range");
  }

  private static Value.Bad notANumber(String text, String what) {
    boolean isNegative = text.length() > 1 && text.startsWith("-") && isDigit(text.charAt(1));
    return new Value.Bad("is " + quoted(text) + ", " + (isNegative ? "which is negative" : what));
  }

  private static boolean isDecimal(String text) {
    int dot = text.indexOf('.');
    return dot < 0
        ? isDigits(text)
        : isDigits(text.substring(0, dot)) && isDigits(text.substring(dot + 1));
  }

  private static boolean isDigits(String text) {
    return !text.isEmpty() && text.chars().allMatch(ValueReader::isDigit);
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** The text in quotes, cut where it is long. */
  static String quoted(String text) {
    if (text.length() <= LONGEST_QUOTE) {
      return "\"" + text + "\"";
    }
    int cut = Character.isHighSurrogate(text.charAt(LONGEST_QUOTE - 1)) ? 1 : 0;
    return "\"" + text.substring(0, LONGEST_QUOTE - cut) + "…\"";
  }
}
