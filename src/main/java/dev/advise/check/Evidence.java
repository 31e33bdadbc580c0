package dev.advise.check;

import dev.advise.facts.Printable;

/**
 * One sentence that a finding rests on.
 *
 * @param rule the rule that said it
 * @param claim the claim behind the rule
 * @param speaks for or against which model, e.g. {@code against threads}; empty where it is no
 *     argument
 * @param backing {@code measured} or {@code textbook}
 * @param because its sentence, with the numbers of the host; one harmless line
 */
public record Evidence(String rule, String claim, String speaks, String backing, String because) {

  public Evidence {
    because = Printable.oneLine(because);
  }
}
