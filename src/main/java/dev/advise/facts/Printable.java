package dev.advise.facts;

/**
 * Text from outside made safe to show: no control character, escape sequence or direction override
 * reaches a terminal raw, and none passes for a command of a build server that reads the log.
 */
public final class Printable {

  private Printable() {}

  /**
   * The text as one harmless line: {@link #escape escaped}, and with a leading {@code ::}, a
   * command to build servers also after blanks, broken by an escape.
   */
  public static String oneLine(String text) {
    String line = escape(text);
    int first = 0;
    while (first < line.length() && isBlank(line.charAt(first))) {
      first++;
    }
    return line.startsWith("::", first)
        ? line.substring(0, first) + "\\u003a" + line.substring(first + 1)
        : line;
  }

  /**
   * The text with every character that shows as nothing or acts on the terminal written as an
   * escape: line breaks and tabs as {@code \n \r \t}, the others as <code>&#92;u001b</code> or
   * <code>&#92;u{e0001}</code>. Backslashes stay as they are, so paths remain readable. A {@code
   * ##[}, a command to build servers anywhere in a line, is broken by an escape too.
   */
  public static String escape(String text) {
    String safe = anyActs(text) ? written(text) : text;
    return safe.contains("##")
        ? safe.replace("##[", "\\u0023#[").replace("##vso[", "\\u0023#vso[")
        : safe;
  }

  /** Asked of every line of every page, so told without a stream. */
  private static boolean anyActs(String text) {
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      if (!isPlain(c) && acts(c)) {
        return true;
      }
    }
    return false;
  }

  private static String written(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (acts(c)) {
                safe.append(written(c));
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }

  /**
   * How many columns of a terminal the text takes: wide East Asian characters and emoji two,
   * combining marks none, others one. Joined emoji are counted one by one, as most terminals do.
   *
   * @see "Unicode Standard Annex 11, East Asian Width"
   */
  public static int width(String text) {
    int columns = 0;
    int c;
    for (int i = 0; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      columns += width(c);
    }
    return columns;
  }

  /** How many columns one character takes: none, one or two. */
  public static int width(int c) {
    if (isPlain(c)) {
      return 1;
    }
    int type = Character.getType(c);
    boolean combines =
        type == Character.NON_SPACING_MARK
            || type == Character.ENCLOSING_MARK
            || type == Character.FORMAT
            || within(c, 0x1160, 0x11ff);
    if (combines) {
      return 0;
    }
    return isWide(c) ? 2 : 1;
  }

  /** Whether it is one of the characters that most text is made of: ASCII that shows. */
  private static boolean isPlain(int c) {
    return within(c, ' ', '~');
  }

  /** What a build server may strip: Java's own notion leaves out the blanks that do not break. */
  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean acts(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      // The joiners shape scripts and emoji; every other format character hides or reorders.
      case Character.FORMAT -> c != 0x200c && c != 0x200d;
      default -> false;
    };
  }

  private static String written(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> c < 0x10000 ? "\\u%04x".formatted(c) : "\\u{%x}".formatted(c);
    };
  }

  /** The blocks whose characters are wide, in order; single narrow exceptions are left out. */
  private static boolean isWide(int c) {
    return within(c, 0x1100, 0x115f) // Hangul Jamo
        || within(c, 0x231a, 0x231b) // watch, hourglass
        || within(c, 0x23e9, 0x23ec)
        || c == 0x2705
        || c == 0x274c
        || c == 0x2728
        || within(c, 0x2e80, 0x303e) // radicals, CJK symbols
        || within(c, 0x3041, 0xa4cf) // kana to Yi
        || within(c, 0xa960, 0xa97f)
        || within(c, 0xac00, 0xd7a3) // Hangul syllables
        || within(c, 0xf900, 0xfaff)
        || within(c, 0xfe10, 0xfe19)
        || within(c, 0xfe30, 0xfe6f)
        || within(c, 0xff01, 0xff60) // full-width forms
        || within(c, 0xffe0, 0xffe6)
        || within(c, 0x16fe0, 0x1b2ff) // Tangut, Nushu, kana supplements
        || within(c, 0x1f300, 0x1f64f) // emoji
        || within(c, 0x1f680, 0x1f6ff)
        || within(c, 0x1f7e0, 0x1f7eb)
        || within(c, 0x1f900, 0x1f9ff)
        || within(c, 0x1fa70, 0x1faff)
        || within(c, 0x20000, 0x3fffd); // CJK extensions
  }

  private static boolean within(int c, int first, int last) {
    return first <= c && c <= last;
  }
}
