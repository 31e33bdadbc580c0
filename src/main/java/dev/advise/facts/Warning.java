package dev.advise.facts;

import java.util.Map;

/**
 * A rule's remark that speaks for no model: something to set, or to watch.
 *
 * @param values what the rule's sentence mentions, by name
 */
public record Warning(String rule, Map<String, Object> values) {

  public Warning {
    values = Values.of(values);
  }

  public Warning(String rule) {
    this(rule, Map.of());
  }

  /** The same warning, with a value that its sentence mentions. */
  public Warning with(String name, Object value) {
    return new Warning(rule, Values.of(values).with(name, value));
  }
}
