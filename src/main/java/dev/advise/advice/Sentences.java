package dev.advise.advice;

import dev.advise.facts.Figures;
import dev.advise.facts.Model;
import dev.advise.facts.Word;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the placeholders of a rule's sentence: {name}, or {name:unit} for a number with a unit. */
public final class Sentences {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([\\w.-]+)(?::([^}]+))?}");

  private Sentences() {}

  /**
   * The sentence with its values; a placeholder without a value is left out.
   *
   * @param model stands for {@code {model}}
   */
  public static String fill(String template, Optional<Model> model, Map<String, Object> values) {
    Matcher matcher = PLACEHOLDER.matcher(template);
    StringBuilder filled = new StringBuilder();
    while (matcher.find()) {
      Object value =
          matcher.group(1).equals("model")
              ? model.<Object>map(m -> m).orElse(values.get("model"))
              : values.get(matcher.group(1));
      matcher.appendReplacement(
          filled, Matcher.quoteReplacement(value == null ? "" : show(value, matcher.group(2))));
    }
    return matcher.appendTail(filled).toString();
  }

  private static String show(Object value, String unit) {
    if (value instanceof Word word) {
      return word.word();
    }
    if (!(value instanceof Number number)) {
      return String.valueOf(value);
    }
    double x = number.doubleValue();
    return switch (unit == null ? "" : unit) {
      case "s" -> Figures.seconds(x);
      case "B" -> Figures.bytes(x);
      case "%" -> Figures.percent(x);
      case "x" -> Figures.ratio(x);
      case "/s" -> Figures.perSecond(x);
      default -> Figures.plain(x);
    };
  }
}
