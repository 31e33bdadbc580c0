package dev.advise.facts;

/**
 * How sure the recommendation is.
 *
 * @param robustness the share of perturbed decisions that keep the model, 0 to 1
 * @param why a sentence for people
 */
public record Confidence(Level level, double robustness, String why) {

  /** In words. */
  public enum Level implements Word {
    STRONG,
    FAIR,
    TOSS_UP
  }

  public static Level levelOf(double robustness) {
    return robustness >= 0.9 ? Level.STRONG : robustness >= 0.7 ? Level.FAIR : Level.TOSS_UP;
  }
}
