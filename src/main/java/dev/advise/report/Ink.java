package dev.advise.report;

/** Colour for a terminal, or none. */
public enum Ink {
  PLAIN {
    @Override
    String apply(String code, String text) {
      return text;
    }
  },
  COLOUR {
    @Override
    String apply(String code, String text) {
      return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
  };

  abstract String apply(String code, String text);

  String bold(String text) {
    return apply("1", text);
  }

  String faint(String text) {
    return apply("2", text);
  }

  /** Green for what speaks for something, red for what speaks against it. */
  String signed(double points, String text) {
    return apply(points < 0 ? "31" : "32", text);
  }
}
