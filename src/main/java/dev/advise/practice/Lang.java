package dev.advise.practice;

import dev.advise.facts.Word;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A language that practice is held in. */
public enum Lang implements Word {
  EN,
  ZH;

  /**
   * The language of a locale as POSIX writes it, e.g. {@code zh_CN.UTF-8}; English for all others.
   */
  public static Lang ofLocale(String locale) {
    return locale.toLowerCase(Locale.ROOT).startsWith("zh") ? ZH : EN;
  }

  /** The language that the environment asks for, by POSIX's order of precedence. */
  public static Lang ofEnvironment(Map<String, String> environment) {
    return Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
        .map(name -> Optional.ofNullable(environment.get(name)).orElse(""))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .map(Lang::ofLocale)
        .orElse(EN);
  }
}
