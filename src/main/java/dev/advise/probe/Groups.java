package dev.advise.probe;

import dev.advise.facts.ClaimTest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which quantities take turns with each other. What is compared is measured together, so that a
 * drift of the host hits both sides: quantities of one family, of one size where there are sizes,
 * and all that a claim's test compares.
 */
final class Groups {

  private Groups() {}

  /** The groups, in the order in which their first members come. */
  static List<List<String>> of(Collection<String> quantities, List<ClaimTest> tests) {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (String quantity : quantities) {
      groups.computeIfAbsent(family(quantity), none -> new ArrayList<>()).add(quantity);
    }
    List<List<String>> joined = new ArrayList<>(groups.values());
    for (ClaimTest test : tests) {
      join(joined, test.quantities());
    }
    return joined.stream().map(List::copyOf).toList();
  }

  /** What each claim's test compares, and each quantity that none of them asks for, alone. */
  static List<List<String>> compared(Collection<String> quantities, List<ClaimTest> tests) {
    Set<List<String>> compared = new LinkedHashSet<>();
    Set<String> alone = new LinkedHashSet<>(quantities);
    for (ClaimTest test : tests) {
      compared.add(List.copyOf(test.quantities()));
      alone.removeAll(test.quantities());
    }
    alone.forEach(quantity -> compared.add(List.of(quantity)));
    return List.copyOf(compared);
  }

  private static void join(List<List<String>> groups, List<String> compared) {
    List<List<String>> touched =
        groups.stream().filter(group -> compared.stream().anyMatch(group::contains)).toList();
    for (List<String> other : touched.subList(Math.min(1, touched.size()), touched.size())) {
      touched.get(0).addAll(other);
      groups.removeIf(group -> group == other);
    }
  }

  /** The first part of a quantity's name; of a hand-over or of waiters, with the size. */
  private static String family(String quantity) {
    String[] parts = quantity.split("\\.");
    return Set.of("handoff", "waiters").contains(parts[0])
        ? parts[0] + "." + parts[parts.length - 1]
        : parts[0];
  }
}
