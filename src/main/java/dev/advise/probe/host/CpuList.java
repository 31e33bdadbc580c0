package dev.advise.probe.host;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The kernel's way of listing processors, e.g. {@code 0-3,8}. */
final class CpuList {

  private static final int MOST = 1 << 16;

  private CpuList() {}

  /** The processors in rising order; empty where the text is no such list. */
  static Optional<List<Integer>> parse(String text) {
    TreeSet<Integer> cpus = new TreeSet<>();
    for (String part : text.strip().split(",")) {
      String[] ends = part.strip().split("-", 2);
      try {
        int first = Integer.parseInt(ends[0]);
        int last = ends.length == 1 ? first : Integer.parseInt(ends[1]);
        if (first < 0 || last < first || last > MOST) {
          return Optional.empty();
        }
        IntStream.rangeClosed(first, last).forEach(cpus::add);
      } catch (NumberFormatException odd) {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(cpus));
  }
}
