package dev.advise.practice;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What the examiner says, by key, in both languages. */
public final class Phrases {

  private final Map<String, Text> texts;

  private Phrases(Map<String, Text> texts) {
    this.texts = texts;
  }

  /** The shipped phrases. */
  public static Phrases shipped() {
    Map<String, Text> texts = new LinkedHashMap<>();
    collect("", Plain.of(Plain.compose(Shipped.text("practice/phrases.yaml"))), texts);
    return new Phrases(texts);
  }

  private static void collect(String prefix, Object value, Map<String, Text> texts) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalStateException("practice/phrases.yaml: " + prefix + " is no phrase");
    }
    if (map.keySet().equals(Set.of("en", "zh"))) {
      texts.put(prefix, new Text((String) map.get("en"), (String) map.get("zh")));
      return;
    }
    map.forEach(
        (key, below) -> collect(prefix.isEmpty() ? "" + key : prefix + "." + key, below, texts));
  }

  boolean has(String key) {
    return texts.containsKey(key);
  }

  /** The phrase with {@code {0}}, {@code {1}} and so on filled in. */
  public String of(String key, Lang lang, Object... values) {
    Text text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("practice/phrases.yaml has no " + key);
    }
    String filled = text.in(lang);
    for (int i = 0; i < values.length; i++) {
      filled = filled.replace("{" + i + "}", String.valueOf(values[i]));
    }
    return filled;
  }

  /** The phrase in both languages. */
  Text both(String key, Object... values) {
    return new Text(of(key, Lang.EN, values), of(key, Lang.ZH, values));
  }
}
