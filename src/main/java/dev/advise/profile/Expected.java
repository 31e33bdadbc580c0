package dev.advise.profile;

import dev.advise.facts.FieldType;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** What a field takes, for people. */
final class Expected {

  /** Where a word that is not known could become so. */
  static final String OWN_DRIVER = "; or a name of yours with its driver: --driver NAME=PATH";

  private Expected() {}

  static String of(FieldType type) {
    if (type instanceof FieldType.Text t) {
      return "a text of at most " + t.longest() + " characters";
    } else if (type instanceof FieldType.OneOf t) {
      return oneOf(t.words());
    } else if (type instanceof FieldType.OpenWord t) {
      return oneOf(t.known()) + OWN_DRIVER;
    } else if (type instanceof FieldType.SomeOf t) {
      return "a list such as [" + t.words().get(0) + "], of " + all(t.words());
    } else if (type instanceof FieldType.Duration t) {
      return "a number and its unit ("
          + String.join(", ", Unit.symbols(Unit.ofTime()))
          + "), from "
          + Unit.time(t.least())
          + " to "
          + Unit.time(t.most());
    } else if (type instanceof FieldType.Bytes t) {
      return "a number and its unit ("
          + String.join(", ", Unit.symbols(Unit.ofSize()))
          + "), from "
          + Unit.size(t.least())
          + " to "
          + Unit.size(t.most());
    } else if (type instanceof FieldType.Count t) {
      return "a whole number from " + t.least() + " to " + t.most();
    } else if (type instanceof FieldType.Number t) {
      return "a number from " + plain(t.least()) + " to " + plain(t.most());
    } else if (type instanceof FieldType.Flag) {
      return "true or false";
    } else {
      return "a day such as 2026-11-22";
    }
  }

  /** {@code a, b or c}. */
  static String oneOf(List<String> words) {
    return joined(words, " or ");
  }

  private static String all(List<String> words) {
    return joined(words, " and ");
  }

  private static String joined(List<String> words, String last) {
    int n = words.size();
    return n == 1
        ? words.get(0)
        : words.stream().limit(n - 1).collect(Collectors.joining(", ")) + last + words.get(n - 1);
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
