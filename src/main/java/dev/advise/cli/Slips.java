package dev.advise.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The right word that somebody probably meant. */
final class Slips {

  private Slips() {}

  /** The word nearest to what was written, if any is near. */
  static Optional<String> nearest(String written, Collection<String> words) {
    return words.stream()
        .filter(word -> isNear(written, word))
        .min(
            Comparator.comparingInt((String word) -> between(written, word))
                .thenComparing(word -> word));
  }

  private static boolean isNear(String written, String word) {
    boolean beginning = written.length() > 3 && word.startsWith(written);
    return beginning || between(written, word) <= Math.max(1, word.length() / 3);
  }

  /**
   * Letters to add, drop or change.
   *
   * @see "Levenshtein, Binary codes capable of correcting deletions, insertions, and reversals
   *     (1966)"
   */
  private static int between(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
