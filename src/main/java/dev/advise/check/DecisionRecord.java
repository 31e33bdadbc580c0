package dev.advise.check;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a decision record says of itself: in the front matter of MADR 4, or under the heading Status
 * as older tools write it.
 *
 * @param status as written; {@code accepted} where it says nothing
 * @param model the model that its front matter names
 */
record DecisionRecord(String status, Optional<String> model) {

  private static final Pattern FRONT = Pattern.compile("\\A---\\R(.*?)^---\\s*$", flags());
  private static final Pattern HEADING =
      Pattern.compile("^##[ \\t]+Status[ \\t]*\\R\\s*(?:[*-][ \\t]+)?([^\\s#][^\\r\\n]*)", flags());
  private static final int LONGEST = 120;

  private static int flags() {
    return Pattern.MULTILINE | Pattern.DOTALL | Pattern.CASE_INSENSITIVE;
  }

  static DecisionRecord of(String text) {
    Matcher front = FRONT.matcher(text);
    String matter = front.find() ? front.group(1) : "";
    String status =
        key(matter, "status")
            .or(() -> first(HEADING.matcher(text)))
            .map(s -> s.substring(0, Math.min(s.length(), LONGEST)))
            .orElse("accepted");
    return new DecisionRecord(status, key(matter, "model"));
  }

  boolean isInForce() {
    String word = status.toLowerCase(Locale.ROOT);
    return !word.startsWith("superseded")
        && !word.startsWith("superceded") // as adr-tools spells it
        && !word.startsWith("rejected")
        && !word.startsWith("deprecated");
  }

  private static Optional<String> key(String matter, String key) {
    return first(
        Pattern.compile("^" + key + ":[ \\t]*([^\\r\\n]*)$", Pattern.MULTILINE).matcher(matter));
  }

  private static Optional<String> first(Matcher matcher) {
    return matcher.find()
        ? Optional.of(matcher.group(1).strip().replaceAll("^[\"']|[\"']$", ""))
            .filter(s -> !s.isEmpty())
        : Optional.empty();
  }
}
