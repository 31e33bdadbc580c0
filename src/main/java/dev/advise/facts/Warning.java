package dev.advise.facts;

import java.util.Map;
import java.util.TreeMap;

/**
 * A rule's remark that speaks for no model: something to set, or to watch.
 *
 * @param values what the rule's sentence mentions, by name
 */
public record Warning(String rule, Map<String, Object> values) {

  public Warning {
    values = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public Warning(String rule) {
    this(rule, Map.of());
  }

  /** The same warning, with a value that its sentence mentions. */
  public Warning with(String name, Object value) {
    TreeMap<String, Object> more = new TreeMap<>(values);
    more.put(name, value);
    return new Warning(rule, more);
  }
}
