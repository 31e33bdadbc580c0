package dev.advise.facts;

/**
 * What a recognising rule made of the raw facts, e.g. {@code mostly-waiting}. The rule that inserts
 * it owns its threshold; the rules that read it own none.
 *
 * @param name in kebab case
 * @param value the number that was compared, for the sentence; 0 where there is none
 */
public record Trait(String name, double value) {

  public Trait(String name) {
    this(name, 0);
  }
}
