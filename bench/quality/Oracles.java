import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs mixes under one model or another by plain programs, one per runtime. */
final class Oracles {

  private static final double SHORTEST_WINDOW = 0.4;
  private static final double LONGEST_WINDOW = 2;
  private static final int TASKS_PER_WINDOW = 20;

  /** From so many on, counting completions is steady enough. */
  private static final int MANY = 200;

  private final Map<String, List<String>> programs;
  private final Map<String, Map<String, Object>> paces = new LinkedHashMap<>();

  Oracles(Path folder, String java) {
    programs =
        Map.of(
            "cpython", List.of("python3", "bench/quality/oracle.py"),
            "node", List.of("node", "bench/quality/oracle.mjs"),
            "jvm", List.of(java, "-cp", folder.resolve("classes").toString(), "Oracle"),
            "native", List.of(folder.resolve("oracle").toString()));
  }

  static void compile(Path folder) throws IOException, InterruptedException {
    String program = folder.resolve("oracle").toString();
    ended(List.of("cc", "-O2", "-pthread", "-o", program, "bench/quality/oracle.c"), 60);
  }

  /** Tasks per second; NaN where it cannot be run so. */
  double rate(Mix mix, Way way, int cores, int seed) throws IOException, InterruptedException {
    Map<String, Object> pace = pace(mix.runtime());
    double beside = number(pace, "native_bytes_per_s") > 0 ? mix.nativeFraction() : 0;
    double service = way.service(mix, cores);
    double warmup = Math.max(mix.runtime().equals("jvm") ? 0.5 : 0.25, Math.min(1.2 * service, 10));
    double window =
        Math.max(
            SHORTEST_WINDOW,
            Math.min(Math.max(LONGEST_WINDOW, service), TASKS_PER_WINDOW * service));
    List<String> command = new ArrayList<>(programs.get(mix.runtime()));
    command.addAll(
        List.of(
            "arrangement=" + way.arrangement(),
            "processes=" + way.processes(),
            "threads=" + way.threads(),
            "offload=" + way.offload(),
            "steps=" + Math.round(mix.cpu() * (1 - beside) * number(pace, "steps_per_s")),
            "native_bytes="
                + Math.round(mix.cpu() * beside * number(pace, "native_bytes_per_s")),
            "wait=" + mix.pause(),
            "blocking=" + (mix.blocking() ? 1 : 0),
            "message=" + mix.message(),
            "shared=" + mix.shared(),
            "pattern=" + mix.pattern(),
            "concurrency=" + mix.concurrency(),
            "warmup=" + warmup,
            "window=" + window,
            "seed=" + seed,
            "limit=" + (warmup + window + 15)));
    String said = ended(command, warmup + window + 20);
    return said.isBlank() ? Double.NaN : rate(mix, way, JSON.std.mapFrom(said), warmup);
  }

  /**
   * Completions by the second where they are many. Where they are few: by Little's law if a task's
   * time under way is known well, else by the computing done within the window.
   */
  private static double rate(Mix mix, Way way, Map<String, Object> said, double warmup) {
    double completed = number(said, "completed");
    double seconds = number(said, "seconds");
    if (completed >= MANY) {
      return completed / seconds;
    }
    double service = number(said, "mean_service_s");
    boolean overlaps = mix.pause() > 0 && !(mix.blocking() && way.model().equals("async"));
    if (overlaps && completed > 0 && service <= warmup) {
      return number(said, "in_service") / service;
    }
    return number(said, "credit") / seconds;
  }

  /** How fast the arithmetic goes, alone on a core. */
  private Map<String, Object> pace(String runtime) throws IOException, InterruptedException {
    Map<String, Object> known = paces.get(runtime);
    if (known == null) {
      List<String> command = new ArrayList<>(programs.get(runtime));
      command.add("calibrate");
      known = JSON.std.mapFrom(ended(command, 30));
      paces.put(runtime, known);
    }
    return known;
  }

  static double number(Map<?, ?> map, String key) {
    return map.get(key) instanceof Number n ? n.doubleValue() : 0;
  }

  /** What a program said on standard output; it and its children are gone afterwards. */
  static String ended(List<String> command, double seconds)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Thread watch =
        new Thread(
            () -> {
              try {
                if (!process.waitFor((long) (seconds * 1e3), TimeUnit.MILLISECONDS)) {
                  System.err.println("ended for its time: " + command);
                  end(process);
                }
              } catch (InterruptedException e) {
                end(process);
              }
            });
    Thread leaving = new Thread(() -> end(process));
    Runtime.getRuntime().addShutdownHook(leaving);
    watch.start();
    try {
      byte[] said = process.getInputStream().readAllBytes();
      process.waitFor();
      return new String(said, StandardCharsets.UTF_8);
    } finally {
      Runtime.getRuntime().removeShutdownHook(leaving);
      watch.interrupt();
      watch.join();
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
