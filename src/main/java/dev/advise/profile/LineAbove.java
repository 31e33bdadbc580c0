package dev.advise.profile;

import java.util.regex.Pattern;

/** A fault that shows on one line and was often made on the line above. */
final class LineAbove {

  private static final Pattern KEY = Pattern.compile(":(?:\\s|$)");
  private static final Pattern NO_CONTENT = Pattern.compile("\\s*(?:#.*)?");
  private static final Pattern MARK = Pattern.compile("(?:---|\\.\\.\\.|%).*");

  private LineAbove() {}

  /** Adds to the findings what the line above is at fault for; false where it is not. */
  static boolean report(Span shown, Findings findings) {
    int line = findings.lineOf(shown);
    int above = line - 1;
    while (above > 0 && NO_CONTENT.matcher(findings.line(above)).matches()) {
      above--;
    }
    boolean isBeside =
        above > 0
            && !MARK.matcher(findings.line(above)).matches()
            && indent(findings.line(above)) <= indent(findings.line(line));
    if (!isBeside) {
      return false;
    }
    if (!KEY.matcher(findings.line(above)).find()) {
      findings.add(
          findings.spanOf(above),
          "this line has no colon with a blank after its key",
          "key: value");
      return true;
    }
    if (indent(findings.line(line)) > indent(findings.line(above))) {
      findings.add(
          findings.spanOf(line),
          "this line is indented below line " + above + ", which has its value already",
          "keys of one section one below the other");
      return true;
    }
    return false;
  }

  private static int indent(String line) {
    return line.length() - line.stripLeading().length();
  }
}
