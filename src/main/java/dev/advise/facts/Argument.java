package dev.advise.facts;

import java.util.Map;

/**
 * One rule's contribution, as the rule inserts it: for or against a model. Its criterion, claim and
 * sentence stand in the rule's metadata.
 *
 * @param weight points, one of which is a doubling of throughput; positive speaks for the model
 * @param computed whether the weight was computed from this host's numbers, so that it needs no
 *     claim to be confirmed first
 * @param values what the rule's sentence mentions, by name
 */
public record Argument(
    String rule, Model model, double weight, boolean computed, Map<String, Object> values) {

  public Argument {
    if (!Double.isFinite(weight)) {
      throw new IllegalArgumentException(rule + " weighs " + weight + ", which is no weight");
    }
    values = Values.of(values);
  }

  /** An argument whose weight its rule states. */
  public static Argument stated(String rule, Model model, double weight) {
    return new Argument(rule, model, weight, false, Map.of());
  }

  /** An argument whose weight comes from this host's numbers. */
  public static Argument computed(String rule, Model model, double weight) {
    return new Argument(rule, model, weight, true, Map.of());
  }

  /**
   * An argument whose weight comes from a forecast: from this host's numbers if it was measured.
   */
  public static Argument forecast(String rule, Model model, double weight, boolean measured) {
    return measured ? computed(rule, model, weight) : stated(rule, model, weight);
  }

  /** The same argument, with a value that its sentence mentions. */
  public Argument with(String name, Object value) {
    return new Argument(rule, model, weight, computed, Values.of(values).with(name, value));
  }
}
