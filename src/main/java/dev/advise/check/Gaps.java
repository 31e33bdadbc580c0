package dev.advise.check;

import dev.advise.facts.Printable;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the {gaps} of a sentence once: a value that looks like a gap stays as it is. */
final class Gaps {

  private static final Pattern GAP = Pattern.compile("\\{(\\w+)}");

  private Gaps() {}

  static String fill(String template, Map<String, String> gaps) {
    return fill(template, "", gaps);
  }

  static String fill(String template, String service, Map<String, String> gaps) {
    return GAP.matcher(template)
        .replaceAll(
            gap -> {
              String name = gap.group(1);
              String value = name.equals("service") ? service : gaps.get(name);
              if (value == null) {
                throw new IllegalArgumentException("nothing to fill {" + name + "} with");
              }
              return Matcher.quoteReplacement(Printable.oneLine(value));
            });
  }
}
