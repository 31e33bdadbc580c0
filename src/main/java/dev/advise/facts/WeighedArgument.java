package dev.advise.facts;

/**
 * An argument as it enters the scorecard.
 *
 * @param weight points after its backing: half for a textbook's word alone
 * @param counted false where a stronger argument of its family counts instead
 * @param because its sentence, values filled in
 */
public record WeighedArgument(
    Argument argument,
    RuleCard card,
    double weight,
    Backing backing,
    boolean counted,
    String because) {

  public Model model() {
    return argument.model();
  }
}
