package dev.advise.facts;

import java.util.Map;

/**
 * A rule's finding that a model cannot meet a hard requirement.
 *
 * @param values what the rule's sentence mentions, by name
 */
public record Exclusion(String rule, Model model, Map<String, Object> values) {

  public Exclusion {
    values = Values.of(values);
  }

  public Exclusion(String rule, Model model) {
    this(rule, model, Map.of());
  }

  /** The same exclusion, with a value that its sentence mentions. */
  public Exclusion with(String name, Object value) {
    return new Exclusion(rule, model, Values.of(values).with(name, value));
  }
}
