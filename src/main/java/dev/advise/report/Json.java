package dev.advise.report;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON as this tool writes it: pretty, in a fixed order, finite, and harmless on a terminal. */
public final class Json {

  private static final MathContext SIX_DIGITS = new MathContext(6);
  private static final double EXACT_UP_TO = 1L << 53;

  private static final JSON WRITER =
      JSON.std
          .with(JSON.Feature.PRETTY_PRINT_OUTPUT)
          .with(JSON.Feature.WRITE_NULL_PROPERTIES)
          .without(JSON.Feature.FAIL_ON_UNKNOWN_TYPE_WRITE);

  private Json() {}

  /** The document as text, without an end of line. */
  public static String text(Object document) {
    try {
      return harmless(WRITER.asString(document));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An object whose members stay in the order given: key, value, key, value. */
  public static Map<String, Object> object(Object... members) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      object.put((String) members[i], members[i + 1]);
    }
    return object;
  }

  /** A number JSON can hold: whole ones whole, others to six digits; null for what is none. */
  public static Object number(double number) {
    if (!Double.isFinite(number)) {
      return null;
    }
    if (number == Math.rint(number) && Math.abs(number) < EXACT_UP_TO) {
      return (long) number;
    }
    return new BigDecimal(number).round(SIX_DIGITS).doubleValue();
  }

  /** Three digits in plain decimal notation, for programs that read a text as a number. */
  static String decimal(double number) {
    return new BigDecimal(number).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  /**
   * Control and format characters beyond ASCII, halves of surrogate pairs, and what build servers
   * take for a command anywhere in a line, as escapes. They can only stand within strings, so what
   * is read back stays the same.
   */
  private static String harmless(String json) {
    StringBuilder safe = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            c -> {
              if (c != '\n' && c != '\r' && isMeddling(c)) {
                for (char half : Character.toChars(c)) {
                  safe.append("\\u%04x".formatted((int) half));
                }
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString().replace("##[", "\\u0023#[").replace("##vso[", "\\u0023#vso[");
  }

  private static boolean isMeddling(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
