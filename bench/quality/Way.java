import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** A model and topology as the oracles run it. */
record Way(String arrangement, int processes, int threads, int offload) {

  private static final int MOST_THREADS = 1_000;

  /** So many processes of a runtime are as many as anybody would start for one service. */
  private static final Map<String, Integer> MOST_PROCESSES =
      Map.of("cpython", 64, "native", 128, "node", 8, "jvm", 6);

  /** A pool whose tasks take longer than this under way is no candidate where others are. */
  private static final double LONGEST_SERVICE = 3;

  static Way of(Map<?, ?> topology) {
    String arrangement = (String) topology.get("arrangement");
    return new Way(
        arrangement,
        ((Number) topology.get("processes")).intValue(),
        arrangement.equals("virtual-threads")
            ? 1
            : ((Number) topology.get("threads_per_process")).intValue(),
        topology.get("offload") instanceof Number n ? n.intValue() : 0);
  }

  String model() {
    return switch (arrangement) {
      case "thread-pool", "virtual-threads" -> "threads";
      case "process-pool", "processes-with-threads" -> "processes";
      default -> "async";
    };
  }

  /** Tasks that can be under way at once, with so many in flight. */
  int slots(Mix mix) {
    return switch (arrangement) {
      case "plain-loop" -> 1;
      case "thread-pool", "process-pool", "processes-with-threads" ->
          Math.min(mix.concurrency(), processes * threads);
      default -> mix.concurrency();
    };
  }

  /** About how long a task is under way. */
  double service(Mix mix, int cores) {
    boolean pool = arrangement.contains("pool") || arrangement.equals("processes-with-threads");
    double sharing = pool ? Math.max(1, (double) slots(mix) / cores) : 1;
    return mix.pause() + mix.cpu() * sharing;
  }

  /** What an exhaustive search would try for a mix. */
  static Set<Way> grid(Mix mix, int cores, boolean virtual) {
    boolean node = mix.runtime().equals("node");
    Set<Way> ways = new LinkedHashSet<>();
    ways.add(new Way("plain-loop", 1, 1, 0));
    if (!mix.blocking()) {
      ways.add(new Way("loop", 1, 1, 0));
      ways.add(new Way("loop-with-workers", 1, 1, cores));
    }
    ways.add(new Way("loop-per-core", cores, 1, 0));
    if (!mix.runtime().equals("cpython")) {
      ways.add(new Way("loop-per-core", 1, cores, 0));
    }
    if (virtual) {
      ways.add(new Way("virtual-threads", 1, 1, 0));
    }
    for (int size : sizes(mix, cores, node ? 8 : MOST_THREADS)) {
      ways.add(new Way("thread-pool", 1, size, 0));
    }
    for (int size : sizes(mix, cores, MOST_PROCESSES.get(mix.runtime()))) {
      ways.add(new Way("process-pool", size, 1, 0));
    }
    if (mix.pause() > 0 && !node) {
      for (int size : sizes(mix, cores, MOST_THREADS)) {
        if (size >= 2 * cores) {
          ways.add(new Way("processes-with-threads", cores, size / cores, 0));
        }
      }
    }
    ways.removeIf(way -> way.service(mix, cores) > Math.max(LONGEST_SERVICE, mix.pause() + mix.cpu()));
    return ways;
  }

  private static List<Integer> sizes(Mix mix, int cores, int most) {
    Set<Integer> sizes = new TreeSet<>();
    sizes.add(cores);
    if (mix.pause() == 0) {
      sizes.add(2 * cores);
    } else {
      double formula = cores * (1 + mix.pause() / mix.cpu());
      sizes.add((int) Math.ceil(Math.min(formula, most)));
      sizes.add((int) Math.ceil(Math.min(2 * formula, most)));
      sizes.add(Math.min(mix.concurrency(), most));
    }
    return new ArrayList<>(
        new TreeSet<>(
            sizes.stream().map(n -> Math.min(n, Math.max(mix.concurrency(), 1))).toList()));
  }

  @Override
  public String toString() {
    return switch (arrangement) {
      case "loop-with-workers" -> arrangement + " " + offload;
      case "plain-loop", "loop", "virtual-threads" -> arrangement;
      default -> "%s %dx%d".formatted(arrangement, processes, threads);
    };
  }
}
