package dev.advise.laws;

/**
 * FSRS-6: how likely something learned is still remembered, and when to ask again.
 *
 * <p>Stability is the number of days until recall falls to 90 %; difficulty runs from 1 to 10; a
 * grade is 1 (again), 2 (hard), 3 (good) or 4 (easy).
 *
 * @see "Open Spaced Repetition, The Algorithm, section FSRS-6,
 *     https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm; default weights and
 *     test vectors of py-fsrs (MIT)"
 */
public final class Fsrs {

  /** The default weights w0 to w20. */
  private static final double[] W = {
    0.2172, 1.1771, 3.2602, 16.1507, 7.0114, 0.57, 2.0966, 0.0069, 1.5261, 0.112, 1.0178, 1.849,
    0.1133, 0.3127, 2.2934, 0.2191, 3.0004, 0.7536, 0.3332, 0.1437, 0.2
  };

  private static final double DECAY = -W[20];
  private static final double FACTOR = Math.pow(0.9, 1 / DECAY) - 1;
  private static final double LEAST_STABILITY = 0.001;

  /** A hundred years; the algorithm's usual ceiling. */
  private static final int MOST_DAYS = 36_500;

  private Fsrs() {}

  /**
   * What is known about one memory.
   *
   * @param stability days until recall falls to 90 %
   * @param difficulty 1 to 10
   */
  public record Memory(double stability, double difficulty) {}

  /** The memory after the first answer. */
  public static Memory first(int grade) {
    checked(grade);
    return new Memory(W[grade - 1], clamp(firstDifficulty(grade)));
  }

  /**
   * The memory after one more answer.
   *
   * @param days whole days since the last answer; 0 on the same day
   */
  public static Memory next(Memory memory, double days, int grade) {
    checked(grade);
    double stability =
        days < 1
            ? sameDay(memory.stability(), grade)
            : grade == 1
                ? forgotten(memory, recall(memory, days))
                : recalled(memory, recall(memory, days), grade);
    return new Memory(
        Math.max(LEAST_STABILITY, stability), nextDifficulty(memory.difficulty(), grade));
  }

  /** The chance of recall that many days after the last answer, 0 to 1. */
  public static double recall(Memory memory, double days) {
    return Math.pow(1 + FACTOR * Math.max(0, days) / memory.stability(), DECAY);
  }

  /**
   * Whole days until recall falls to the wanted retention, at least 1.
   *
   * @param retention wanted chance of recall, above 0 and below 1
   */
  public static int interval(Memory memory, double retention) {
    double days = memory.stability() / FACTOR * (Math.pow(retention, 1 / DECAY) - 1);
    return (int) Math.max(1, Math.min(MOST_DAYS, Math.rint(days)));
  }

  private static double firstDifficulty(int grade) {
    return W[4] - Math.exp(W[5] * (grade - 1)) + 1;
  }

  private static double nextDifficulty(double difficulty, int grade) {
    double change = -W[6] * (grade - 3);
    double moved = difficulty + (10 - difficulty) * change / 9;
    return clamp(W[7] * firstDifficulty(4) + (1 - W[7]) * moved);
  }

  private static double sameDay(double stability, int grade) {
    double gain = Math.exp(W[17] * (grade - 3 + W[18])) * Math.pow(stability, -W[19]);
    return stability * (grade >= 3 ? Math.max(1, gain) : gain);
  }

  private static double recalled(Memory memory, double recall, int grade) {
    double gain =
        Math.exp(W[8])
            * (11 - memory.difficulty())
            * Math.pow(memory.stability(), -W[9])
            * (Math.exp(W[10] * (1 - recall)) - 1)
            * (grade == 2 ? W[15] : 1)
            * (grade == 4 ? W[16] : 1);
    return memory.stability() * (1 + gain);
  }

  private static double forgotten(Memory memory, double recall) {
    double left =
        W[11]
            * Math.pow(memory.difficulty(), -W[12])
            * (Math.pow(memory.stability() + 1, W[13]) - 1)
            * Math.exp(W[14] * (1 - recall));
    return Math.min(left, memory.stability() / Math.exp(W[17] * W[18]));
  }

  private static double clamp(double difficulty) {
    return Math.max(1, Math.min(10, difficulty));
  }

  private static void checked(int grade) {
    if (grade < 1 || grade > 4) {
      throw new IllegalArgumentException("a grade is 1 to 4, not " + grade);
    }
  }
}
