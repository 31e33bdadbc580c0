package dev.advise.profile;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The valid word that somebody probably meant. */
final class Nearest {

  /** Longer texts are no misspelt words. */
  private static final int LONGEST = 40;

  /** Names that people use for the same thing, however far apart the letters are. */
  private static final Map<String, List<String>> MEANT =
      Map.ofEntries(
          Map.entry("python", List.of("cpython")),
          Map.entry("python3", List.of("cpython")),
          Map.entry("java", List.of("jvm")),
          Map.entry("kotlin", List.of("jvm")),
          Map.entry("openjdk", List.of("jvm")),
          Map.entry("nodejs", List.of("node")),
          Map.entry("javascript", List.of("node")),
          Map.entry("c", List.of("native")),
          Map.entry("c++", List.of("native")),
          Map.entry("rust", List.of("native")),
          Map.entry("osx", List.of("macos")),
          Map.entry("mac", List.of("macos")),
          Map.entry("darwin", List.of("macos")),
          Map.entry("win", List.of("windows")),
          Map.entry("readonly", List.of("read-mostly")),
          Map.entry("false", List.of("none")),
          Map.entry("yes", List.of("true")),
          Map.entry("on", List.of("true")),
          Map.entry("no", List.of("false", "none")),
          Map.entry("off", List.of("false", "none")),
          Map.entry("thread", List.of("threads")),
          Map.entry("sec", List.of("s")),
          Map.entry("secs", List.of("s")),
          Map.entry("second", List.of("s")),
          Map.entry("seconds", List.of("s")),
          Map.entry("msec", List.of("ms")),
          Map.entry("millis", List.of("ms")),
          Map.entry("milliseconds", List.of("ms")),
          Map.entry("usec", List.of("us")),
          Map.entry("micros", List.of("us")),
          Map.entry("microseconds", List.of("us")),
          Map.entry("nanos", List.of("ns")),
          Map.entry("nanoseconds", List.of("ns")),
          Map.entry("bytes", List.of("B")),
          Map.entry("ki", List.of("KiB")),
          Map.entry("mi", List.of("MiB")),
          Map.entry("gi", List.of("GiB")),
          Map.entry("ti", List.of("TiB")),
          Map.entry("k", List.of("KiB")),
          Map.entry("m", List.of("MiB", "ms")),
          Map.entry("g", List.of("GiB")),
          Map.entry("t", List.of("TiB")),
          Map.entry("asyncio", List.of("async")),
          Map.entry("oom", List.of("out-of-memory")),
          Map.entry("segfault", List.of("crash")),
          Map.entry("timeout", List.of("hang", "latency_target")),
          Map.entry("reason", List.of("because")),
          Map.entry("workers", List.of("processes")));

  private Nearest() {}

  /**
   * The word nearest to what was written, if any is near. Case, and dashes for underscores, do not
   * count.
   */
  static Optional<String> to(String written, Collection<String> words) {
    if (written.length() > LONGEST) {
      return Optional.empty();
    }
    String plain = plain(written);
    return meant(written, words)
        .or(
            () ->
                words.stream()
                    .filter(word -> word.length() > 1)
                    .filter(word -> isNear(plain, plain(word)))
                    .min(Comparator.comparingInt(word -> slips(plain, plain(word)))));
  }

  /**
   * The word that is another name for what was written, the same but for case and dashes, or the
   * only one that begins with it.
   */
  static Optional<String> meant(String written, Collection<String> words) {
    String plain = plain(written);
    List<String> others = MEANT.getOrDefault(plain.replace("-", ""), List.of());
    List<String> longer =
        words.stream().filter(word -> plain.length() > 1 && plain(word).startsWith(plain)).toList();
    return Stream.concat(words.stream().filter(w -> plain(w).equals(plain)), others.stream())
        .filter(words::contains)
        .findFirst()
        .or(() -> longer.stream().findFirst().filter(only -> longer.size() == 1));
  }

  /** {@code ; did you mean "…"?}, or nothing. */
  static String hint(String written, Collection<String> words) {
    return to(written, words).map(word -> "; did you mean \"" + word + "\"?").orElse("");
  }

  /** At most one slip in three letters, or the right letters in a wrong order. */
  private static boolean isNear(String a, String b) {
    return slips(a, b) <= Math.max(1, b.length() / 3)
        || b.length() > 3
            && Arrays.equals(a.chars().sorted().toArray(), b.chars().sorted().toArray());
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
  }

  /**
   * Letters to add, drop, change or swap with their neighbour.
   *
   * @see "Damerau, A technique for computer detection and correction of spelling errors (1964)"
   */
  private static int slips(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
