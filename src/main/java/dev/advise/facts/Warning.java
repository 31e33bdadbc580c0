package dev.advise.facts;

import java.util.Map;
import java.util.Optional;

/**
 * A rule's remark that speaks for no model: something to set, or to watch.
 *
 * @param about the model whose workers it is about: where another is chosen, nobody needs it; empty
 *     for a remark on the workload or the host
 * @param values what the rule's sentence mentions, by name
 */
public record Warning(String rule, Optional<Model> about, Map<String, Object> values) {

  public Warning {
    values = Values.of(values);
  }

  public Warning(String rule) {
    this(rule, Optional.empty(), Map.of());
  }

  /** The same warning, about the workers of a model. */
  public Warning about(Model model) {
    return new Warning(rule, Optional.of(model), values);
  }

  /** The same warning, with a value that its sentence mentions. */
  public Warning with(String name, Object value) {
    return new Warning(rule, about, Values.of(values).with(name, value));
  }

  /** Whether it matters to somebody who was advised that model, or none. */
  public boolean matters(Optional<Model> chosen) {
    return about.isEmpty() || about.equals(chosen);
  }
}
