package dev.advise.check;

import dev.advise.facts.Printable;

/**
 * One sentence that a finding rests on.
 *
 * @param rule the rule that said it
 * @param claim the claim behind the rule
 * @param backing {@code measured} or {@code textbook}
 * @param because its sentence, with the numbers of the host; one harmless line
 */
public record Evidence(String rule, String claim, String backing, String because) {

  public Evidence {
    because = Printable.oneLine(because);
  }
}
