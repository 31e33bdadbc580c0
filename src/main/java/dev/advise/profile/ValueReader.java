package dev.advise.profile;

import dev.advise.facts.FieldType;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/**
 * Reads a value from its raw text by the type that its field expects, so that no spelling ({@code
 * no}, {@code 010}, {@code 1:30}) means anything but what it says.
 */
final class ValueReader {

  private static final int LONGEST_QUOTE = 40;

  private ValueReader() {}

  static Value read(FieldType type, Node.Scalar scalar) {
    String text = scalar.text();
    if (type instanceof FieldType.Text t) {
      return text(t, text);
    } else if (type instanceof FieldType.OneOf t) {
      return word(t.words(), text);
    } else if (type instanceof FieldType.OpenWord t) {
      return word(t.known(), text);
    } else if (type instanceof FieldType.SomeOf t) {
      return word(t.words(), text);
    } else if (type instanceof FieldType.Duration t) {
      return NumberReader.duration(t, scalar);
    } else if (type instanceof FieldType.Bytes t) {
      return NumberReader.bytes(t, scalar);
    } else if (type instanceof FieldType.Count t) {
      return NumberReader.count(t, scalar);
    } else if (type instanceof FieldType.Number t) {
      return NumberReader.number(t, scalar);
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
      case "true", "True", "TRUE" -> new Value.Good(true);
      case "false", "False", "FALSE" -> new Value.Good(false);
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

  /** The text in quotes, cut where it is long. */
  static String quoted(String text) {
    if (text.length() <= LONGEST_QUOTE) {
      return "\"" + text + "\"";
    }
    int cut = Character.isHighSurrogate(text.charAt(LONGEST_QUOTE - 1)) ? 1 : 0;
    return "\"" + text.substring(0, LONGEST_QUOTE - cut) + "…\"";
  }
}
