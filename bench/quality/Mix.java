import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One generated workload: what a profile says, in plain numbers. */
record Mix(
    String name,
    String runtime,
    String kind,
    double cpu,
    double pause,
    int concurrency,
    boolean blocking,
    double nativeFraction,
    String pattern,
    int message,
    int shared,
    String isolation) {

  private static final List<String> RUNTIMES = List.of("cpython", "jvm", "node", "native");
  private static final int DIMENSIONS = 12;

  /** As many mixes as asked for, each runtime in its turn, filling the space evenly. */
  static List<Mix> sample(int seed, int count) {
    List<Mix> mixes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      mixes.add(of(i, point(seed, i)));
    }
    return mixes;
  }

  /**
   * A point of the additive recurrence with the generalised golden ratio, begun elsewhere for each
   * seed.
   *
   * @see "Roberts, The Unreasonable Effectiveness of Quasirandom Sequences (2018)"
   */
  private static double[] point(int seed, int number) {
    double golden = 2;
    for (int i = 0; i < 60; i++) {
      golden = Math.pow(1 + golden, 1.0 / (DIMENSIONS + 1));
    }
    java.util.SplittableRandom shift = new java.util.SplittableRandom(seed);
    double[] point = new double[DIMENSIONS];
    for (int d = 0; d < DIMENSIONS; d++) {
      point[d] = (shift.nextDouble() + (number + 1) / Math.pow(golden, d + 1)) % 1;
    }
    return point;
  }

  private static Mix of(int number, double[] at) {
    String runtime = RUNTIMES.get(number % RUNTIMES.size());
    double cpu = round(log(at[0], 20e-6, 0.2));
    double pause = at[1] < 0.3 ? 0 : round(log((at[1] - 0.3) / 0.7, 200e-6, 0.2));
    String kind = pause > 4 * cpu ? "io-bound" : 4 * pause < cpu ? "cpu-bound" : "mixed";
    String pattern = at[4] < 0.55 ? "none" : at[4] < 0.75 ? "read-mostly" : "read-write";
    return new Mix(
        "%02d-%s-%s".formatted(number, runtime, kind),
        runtime,
        kind,
        cpu,
        pause,
        (int) Math.round(log(at[2], 1, 2_000)),
        pause > 0 && at[6] < 0.25,
        runtime.equals("cpython") && at[7] < 0.3 ? Math.round(at[7] * 30) / 10.0 : 0,
        pattern,
        at[3] < 0.2 ? 0 : (int) log((at[3] - 0.2) / 0.8, 64, 4 << 20),
        pattern.equals("none") ? 0 : (int) log(at[5], 4 << 10, 64 << 20),
        at[8] < 0.08 ? "required" : "none");
  }

  private static double log(double u, double least, double most) {
    return least * Math.pow(most / least, u);
  }

  /** To whole microseconds, as the profile will say it. */
  private static double round(double seconds) {
    return Math.round(seconds * 1e6) / 1e6;
  }

  Path write(Path folder, String interpreter) throws IOException {
    String more =
        nativeFraction > 0 ? "\n  native_fraction: %.1f".formatted(nativeFraction) : "";
    String which = runtime.equals("jvm") ? ", interpreter: " + interpreter : "";
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        String.format(
            Locale.ROOT,
            """
            name: %s
            workload:
              kind: %s
              cpu_per_task: %dus
              wait_per_task: %dus
              concurrency: %d
              blocking_io: %s%s
            data_sharing: {pattern: %s, message_bytes: %dB, shared_bytes: %dB}
            isolation: %s
            fault_tolerance: none
            platform: {runtime: %s%s}
            """,
            name,
            kind,
            Math.round(cpu * 1e6),
            Math.round(pause * 1e6),
            concurrency,
            blocking,
            more,
            pattern,
            message,
            shared,
            isolation,
            runtime,
            which));
  }

  Map<String, Object> row() {
    return Map.ofEntries(
        Map.entry("name", name),
        Map.entry("runtime", runtime),
        Map.entry("kind", kind),
        Map.entry("cpu_s", cpu),
        Map.entry("wait_s", pause),
        Map.entry("concurrency", concurrency),
        Map.entry("blocking", blocking),
        Map.entry("native_fraction", nativeFraction),
        Map.entry("pattern", pattern),
        Map.entry("message_bytes", message),
        Map.entry("shared_bytes", shared),
        Map.entry("isolation", isolation));
  }
}
