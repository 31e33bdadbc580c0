package dev.advise.profile;

import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * What SnakeYAML says of a text that is no YAML, in the words of somebody who wants to mend it.
 *
 * @param sign what SnakeYAML's message holds
 * @param isOpening whether the place to look at is where the unfinished thing began
 */
record SyntaxFault(String sign, boolean isOpening, String message, String expected) {

  private static final String STRAY_COLON = "mapping values are not allowed here";
  private static final String SECOND_ROOT = "<document start>";

  /** What may have gone wrong a line before it shows. */
  private static final Set<String> BELOW_ANOTHER = Set.of(STRAY_COLON, SECOND_ROOT);

  /** The first whose sign is found speaks. */
  private static final List<SyntaxFault> KNOWN =
      List.of(
          here("TAB", "a tab stands where YAML allows only blanks", "blanks"),
          opening(
              "expected ',' or ']'",
              "this [ is never closed, or a comma is missing in it",
              "a ], or commas between the values"),
          opening(
              "expected ',' or '}'",
              "this { is never closed, or a comma is missing in it",
              "a }, or commas between the values"),
          opening(
              "found unexpected end of stream",
              "this quotation is never closed",
              "a closing quote"),
          opening(
              "found unexpected document separator",
              "this quotation is not closed before the line of ---",
              "a closing quote"),
          here(
              STRAY_COLON,
              "a colon makes this a key, and no key can stand here",
              "one key: value a line, a colon after each key on the lines above, and quotes around a"
                  + " text that holds a colon and a blank"),
          here(
              "mapping keys are not allowed here",
              "a ? makes this a key, and no key can stand here",
              "key: value"),
          opening(
              "could not find expected ':'", "this line has no colon after its key", "key: value"),
          here(
              "found unknown escape character",
              "this backslash escape is unknown in double quotes",
              "\\\\ for a backslash, or single quotes around the text"),
          here(
              "escape sequence of",
              "this backslash escape lacks digits",
              "as many hexadecimal digits as the escape needs: \\x41, \\u0041, \\U00000041"),
          here("found '}'", "this } closes nothing", "a { before it, or quotes around it"),
          here("found ']'", "this ] closes nothing", "a [ before it, or quotes around it"),
          here(
              "sequence entries are not allowed here",
              "a list cannot begin on the line of its key",
              "[a, b], or each entry on a line of its own"),
          here(
              "while scanning an a",
              "an anchor & or an alias * has no name",
              "quotes around a text that begins with & or *"),
          here(
              "expected <block end>",
              "this line is indented differently from its neighbours",
              "keys of one section one below the other"),
          here("undefined tag handle", "this tag is unknown", "values without tags"),
          here(
              "cannot start any token",
              "no value can begin with this character",
              "quotes around a text that begins with it"),
          here(
              "incompatible YAML document",
              "this %YAML line asks for another YAML",
              "YAML 1, which needs no such line"),
          here("indentation indicator", "this block text is indented wrongly", "| and a new line"),
          here("expected the node content", "a value is missing here", "key: value"),
          here(
              SECOND_ROOT,
              "this does not continue the profile above it",
              "keys at the left margin, each with its value"));

  /** Adds the fault to the findings and tells where it showed. */
  static Span report(MarkedYAMLException fault, Findings findings) {
    String said = fault.getProblem() + "; " + fault.getContext();
    SyntaxFault known =
        KNOWN.stream()
            .filter(k -> said.contains(k.sign))
            .findFirst()
            .orElseGet(() -> here("", "this is not YAML: " + said, "key: value"));
    Mark problem = fault.getProblemMark();
    Mark context = fault.getContextMark();
    Mark mark = known.isOpening && context != null || problem == null ? context : problem;
    Span span = mark == null ? Span.START : Span.at(mark);
    if (BELOW_ANOTHER.contains(known.sign) && LineAbove.report(span, findings)) {
      return span;
    }
    findings.add(span, known.message, known.expected);
    return span;
  }

  private static SyntaxFault here(String sign, String message, String expected) {
    return new SyntaxFault(sign, false, message, expected);
  }

  private static SyntaxFault opening(String sign, String message, String expected) {
    return new SyntaxFault(sign, true, message, expected);
  }
}
