package dev.advise.facts;

/** Text of unknown origin, made fit to be printed on a terminal. */
public final class Printable {

  private Printable() {}

  /**
   * The text as one line in which every control, format and separator character but the blank is
   * shown as its code, and which no log reader takes for a command.
   */
  public static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    if (text.stripLeading().startsWith("::")) {
      line.append('\\');
    }
    text.codePoints()
        .forEach(
            c -> {
              if (isPrintable(c)) {
                line.appendCodePoint(c);
              } else {
                line.append("\\u{%x}".formatted(c));
              }
            });
    return line.toString();
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
