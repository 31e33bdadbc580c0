package dev.advise.facts;

import java.util.Arrays;
import java.util.Optional;

/**
 * A range of versions, compared number by number: 3.9 comes before 3.14.
 *
 * @param from the first version for which something holds; empty: from the beginning
 * @param before the first version for which it holds no more; empty: to this day
 */
public record VersionWindow(Optional<String> from, Optional<String> before) {

  public boolean holds(String version) {
    return from.map(f -> compare(version, f) >= 0).orElse(true)
        && before.map(b -> compare(version, b) < 0).orElse(true);
  }

  private static int compare(String a, String b) {
    return Arrays.compare(numbers(a), numbers(b));
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\D+"))
        .filter(part -> !part.isEmpty() && part.length() < 10)
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
