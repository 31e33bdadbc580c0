package dev.advise.practice;

import dev.advise.advice.Sentences;
import dev.advise.facts.Ruling;
import dev.advise.facts.WeighedArgument;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the rules say, in the learner's language: their own sentence, or its Chinese with the same
 * values in it.
 *
 * @param chinese by rule; for a rule that is missing its own sentence serves
 */
record RuleSentences(Map<String, String> chinese) {

  /** What this host made of the claim, as it stands behind a rule's own sentence. */
  private static final Pattern HERE = Pattern.compile(" \\(here ([^()]+)\\)$");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([\\w.-]+)(?::[^}]+)?}");

  /** The shipped ones. */
  static RuleSentences shipped() {
    return new RuleSentences(Shipped.sentences("practice/rules.zh.yaml"));
  }

  /**
   * @param model how the learner's language calls the argument's model
   */
  String of(WeighedArgument argument, Lang lang, String model) {
    return template(argument.card().id(), lang)
        .map(t -> t.replace("{model}", model))
        .map(t -> Sentences.fill(t, Optional.of(argument.model()), argument.argument().values()))
        .map(told -> told + here(argument.because()))
        .orElse(argument.because());
  }

  private static String here(String because) {
    Matcher here = HERE.matcher(because);
    return here.find()
        ? "（本机实测 " + here.group(1).replaceAll("(?<=\\S)x\\b", " 倍").replace(" to ", "～") + "）"
        : "";
  }

  /** A ruling keeps only its finished sentence, so the values are read out of that. */
  String of(Ruling ruling, Lang lang, String model) {
    return template(ruling.card().id(), lang)
        .map(t -> filled(t.replace("{model}", model), values(ruling)))
        .orElse(ruling.because());
  }

  private Optional<String> template(String rule, Lang lang) {
    return lang == Lang.ZH ? Optional.ofNullable(chinese.get(rule)) : Optional.empty();
  }

  private static Map<String, String> values(Ruling ruling) {
    Matcher holes = PLACEHOLDER.matcher(ruling.card().because());
    StringBuilder shape = new StringBuilder();
    Map<String, Integer> groups = new HashMap<>();
    int from = 0;
    for (int group = 1; holes.find(); group++) {
      shape.append(Pattern.quote(ruling.card().because().substring(from, holes.start())));
      shape.append("(.*?)");
      groups.put(holes.group(1), group);
      from = holes.end();
    }
    shape.append(Pattern.quote(ruling.card().because().substring(from)));
    Matcher said = Pattern.compile(shape.toString()).matcher(ruling.because());
    Map<String, String> values = new HashMap<>();
    if (said.matches()) {
      groups.forEach((name, group) -> values.put(name, said.group(group)));
    }
    return values;
  }

  private static String filled(String template, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(hole -> Matcher.quoteReplacement(values.getOrDefault(hole.group(1), "")));
  }
}
