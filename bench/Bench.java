import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Measures advise from outside, as a user has it: whole processes, those that are compared in turns
 * within one run. Started by bench/run, in the folder of the project.
 */
class Bench {

  private static final int ROUNDS = 5;
  private static final int[] BATCHES = {10, 100, 1_000, 10_000};
  private static final Path PROFILE = Path.of("profiles/thumbnailer.yaml");

  /** What a batch is checked with: measured numbers, and findings that are no failure. */
  private static final List<String> CHECK =
      List.of(
          "./advise", "check", "--host", "bench/host.json", "--max-host-age", "99999",
          "--fail-on", "never", "--quiet");

  /** Advice in full, flips included, is measured for at most so many. */
  private static final int MOST_ADVISED = 100;

  private static final Map<String, String> TO_REACH = Map.of("decide", "20,000", "redecide", "", "advise", "500");

  private final Path folder;
  private final StringBuilder page = new StringBuilder();

  /** A process that has ended: its time in seconds and its peak memory in MiB. */
  private record Ended(double seconds, double peak) {}

  private Bench(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] jdks) throws Exception {
    Path folder = Files.createTempDirectory("advise-bench-");
    try {
      new Bench(folder).run(jdks);
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
      }
    }
  }

  private void run(String[] jdks) throws Exception {
    say("# How fast it starts, decides, and does many profiles");
    say("");
    say("Written by `bench/run JDK...`, which takes some nine minutes and wants a machine that does");
    say("nothing else. Figures are only good against others of the same run.");
    say("");
    machine();
    for (String jdk : jdks) {
      starts(jdk);
      whereTheTimeGoes(jdk);
    }
    decisions(jdks[0]);
    batches(jdks[0]);
    say("Load after the run: " + load() + ".");
    say("");
    page.append(Files.readString(Path.of("bench/NOTES.md")));
    Files.writeString(Path.of("bench/README.md"), page);
  }

  private void machine() throws IOException {
    String cpu =
        first(Path.of("/proc/cpuinfo"), "model name\\s*: (.*)").orElse(System.getProperty("os.arch"));
    double memory =
        first(Path.of("/proc/meminfo"), "MemTotal:\\s*(\\d+)").map(Double::parseDouble).orElse(0.0);
    say(
        "Machine: %s, %d processors, %.0f GiB, %s %s; load before the run: %s."
            .formatted(
                cpu,
                Runtime.getRuntime().availableProcessors(),
                memory / (1 << 20),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                load()));
    say("");
  }

  private static String load() {
    return first(Path.of("/proc/loadavg"), "(\\S+)").orElse("unknown");
  }

  // Cold start

  private void starts(String jdk) throws Exception {
    String java = jdk + "/bin/java";
    String libraries = "target/advise.jar" + File.pathSeparator + "target/lib/*";
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Path hello = folder.resolve("Hello.java");
    Files.writeString(
        hello,
        "class Hello { public static void main(String[] a) { System.out.println(\"hello\"); } }");
    compile("-d", classes.toString(), "--release", "17", hello.toString());
    String all = String.join(File.pathSeparator, jars()) + File.pathSeparator + "target/advise.jar";
    compile(
        "-d", classes.toString(), "--release", "17", "-proc:none", "-cp", all, "bench/Stock.java");

    Map<String, List<String>> commands = new LinkedHashMap<>();
    commands.put("hello, world", List.of(java, "-cp", classes.toString(), "Hello"));
    commands.put("`advise --version`", List.of("./advise", "--version"));
    commands.put(
        "`advise --probe off PROFILE`", List.of("./advise", "--probe", "off", PROFILE.toString()));
    commands.put(
        "`advise --probe off --format json PROFILE`",
        List.of("./advise", "--probe", "off", "--format", "json", PROFILE.toString()));
    commands.put(
        "the same rules compiled at start",
        List.of(java, "-cp", classes + File.pathSeparator + libraries, "Stock", "rules"));
    Map<String, List<Ended>> runs = inTurns(commands, jdk, ROUNDS);

    double bare = median(runs.get("hello, world"));
    double stock = median(runs.get("the same rules compiled at start"));
    say("## Cold start, Java " + release(jdk));
    say("");
    say("Medians of %d runs, in turns; times from start to end of the process.".formatted(ROUNDS));
    say("");
    say("| what | ms | × hello, world | of the stock way | peak MiB |");
    say("|---|--:|--:|--:|--:|");
    runs.forEach(
        (name, ended) ->
            say(
                "| %s | %.0f | %.1f | %.2f | %.0f |"
                    .formatted(
                        name,
                        median(ended) * 1e3,
                        median(ended) / bare,
                        median(ended) / stock,
                        peak(ended))));
    say("");
    say("To reach: `advise --probe off PROFILE` at most 8 × hello, world and 0.25 of the stock way.");
    say("");
  }

  private static void compile(String... arguments) {
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments) != 0) {
      throw new IllegalStateException("cannot compile " + Arrays.asList(arguments));
    }
  }

  private static List<String> jars() throws IOException {
    try (Stream<Path> all = Files.list(Path.of("target/lib"))) {
      return all.map(Path::toString).toList();
    }
  }

  /** From the class that a phase begins with to that of the next, as the JVM initialises them. */
  private void whereTheTimeGoes(String jdk) throws Exception {
    Map<String, String> phases = new LinkedHashMap<>();
    phases.put("the JVM", "dev/advise/cli/Main");
    phases.put("arguments", "dev/advise/probe/HostReports");
    phases.put("host and profile, beside opening the rules", "dev/advise/advice/Situation");
    phases.put("decision", "dev/advise/facts/Recommendation");
    phases.put("words", "dev/advise/advice/FlipSearch$Search");
    Path log = folder.resolve("loaded.log");
    List<String> command = List.of("./advise", "--probe", "off", PROFILE.toString());
    Map<String, List<Double>> times = new LinkedHashMap<>();
    for (int i = 0; i < ROUNDS; i++) {
      end(command, Map.of("JAVA_HOME", jdk, "_JAVA_OPTIONS", "-Xlog:class+load,class+init:file=" + log + ":uptime"));
      List<String> lines = Files.readAllLines(log);
      times.computeIfAbsent("classes", k -> new ArrayList<>()).add(classes(lines, ""));
      times
          .computeIfAbsent("not from the archive", k -> new ArrayList<>())
          .add(classes(lines, "shared objects file"));
      times.computeIfAbsent("all", k -> new ArrayList<>()).add(at(lines.get(lines.size() - 1)));
      for (String marker : phases.values()) {
        lines.stream()
            .filter(line -> line.contains("Initializing '" + marker + "'"))
            .findFirst()
            .ifPresent(
                line -> times.computeIfAbsent(marker, k -> new ArrayList<>()).add(at(line)));
      }
    }
    say("Where the time goes (with the JVM's log of classes on, which slows it), Java " + release(jdk) + ":");
    say("");
    say("| what | ms |");
    say("|---|--:|");
    double since = 0;
    for (Map.Entry<String, String> phase : phases.entrySet()) {
      double until = middle(times.getOrDefault(phase.getValue(), List.of()));
      say("| %s | %.0f |".formatted(phase.getKey(), (until - since) * 1e3));
      since = until;
    }
    say("| flips, robustness and report | %.0f |".formatted((middle(times.get("all")) - since) * 1e3));
    say("");
    say(
        "%.0f classes are loaded, %.0f of them not from the archive."
            .formatted(middle(times.get("classes")), middle(times.get("not from the archive"))));
    say("");
  }

  private static double classes(List<String> lines, String without) {
    return lines.stream()
        .filter(line -> line.contains(" source: "))
        .filter(line -> without.isEmpty() || !line.contains(without))
        .count();
  }

  private static double at(String line) {
    Matcher uptime = Pattern.compile("^\\[([0-9.]+)s]").matcher(line);
    return uptime.find() ? Double.parseDouble(uptime.group(1)) : Double.NaN;
  }

  // Decisions

  /** What JMH wrote just before this was started. */
  private void decisions(String jdk) throws IOException {
    say("## Evaluations per second and core, Java " + release(jdk));
    say("");
    say("JMH, one thread: the profiles of `profiles/`, for the host in `bench/host.json`, with its");
    say("estimates and without. `decide` is one evaluation of the full rule base, `redecide` one of");
    say("those that a flip is sought by, `advise` one full advice, flips and robustness included.");
    say("");
    say("| what | host | per second | ± | to reach |");
    say("|---|---|--:|--:|--:|");
    for (String line : Files.readAllLines(Path.of("target/benchmarks.csv"))) {
      String[] cells = line.replace("\"", "").split(",");
      String what = cells[0].substring(cells[0].lastIndexOf('.') + 1);
      if (TO_REACH.containsKey(what)) {
        say(
            "| `%s` | %s | %.0f | %.0f | %s |"
                .formatted(
                    what,
                    cells[7].equals("true") ? "measured" : "facts alone",
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[5]),
                    TO_REACH.get(what)));
      }
    }
    say("");
  }

  // Many profiles

  private void batches(String jdk) throws Exception {
    say("## Many profiles in one run, Java " + release(jdk));
    say("");
    say("Generated, varied, each with a decision: `advise check --host bench/host.json DIR`, and");
    say("`advise --probe off --format json DIR`, flips included. Growth is the exponent between a row");
    say("and the one above: 1 is linear.");
    say("");
    say("| command | profiles | s | × one cold start | profiles per s | growth | peak MiB |");
    say("|---|--:|--:|--:|--:|--:|--:|");
    double one =
        median(
            inTurns(
                    Map.of("1", List.of("./advise", "--probe", "off", PROFILE.toString())),
                    jdk,
                    ROUNDS)
                .get("1"));
    Map<Integer, Path> folders = new LinkedHashMap<>();
    for (int size : BATCHES) {
      folders.put(size, generated(size));
    }
    double[] peaks = new double[2];
    Ended before = null;
    for (Map.Entry<Integer, Path> batch : folders.entrySet()) {
      List<String> check = new ArrayList<>(CHECK);
      check.add(batch.getValue().toString());
      before = batch("check", batch.getKey(), check, jdk, one, before);
      if (batch.getKey() == 100) {
        peaks[0] = before.peak();
      }
      peaks[1] = before.peak();
    }
    before = null;
    for (Map.Entry<Integer, Path> batch : folders.entrySet()) {
      if (batch.getKey() <= MOST_ADVISED) {
        List<String> advise =
            List.of("./advise", "--probe", "off", "--format", "json", batch.getValue().toString());
        before = batch("advise", batch.getKey(), advise, jdk, one, before);
      }
    }
    say("");
    say(
        "One cold start is %.2f s. To reach: 10,000 profiles in at most 20 of them plus growth no"
            .formatted(one));
    say(
        "steeper than 1.1, and a peak of at most 1.5 × that of 100: it is %.2f ×."
            .formatted(peaks[1] / peaks[0]));
    say("");
  }

  private Ended batch(
      String name, int size, List<String> command, String jdk, double one, Ended before) {
    int rounds = size > 10 ? 1 : 3;
    List<Ended> runs = inTurns(Map.of(name, command), jdk, rounds).get(name);
    Ended ended = new Ended(median(runs), peak(runs));
    say(
        "| %s | %,d | %.2f | %.1f | %.0f | %s | %.0f |"
            .formatted(
                name,
                size,
                ended.seconds(),
                ended.seconds() / one,
                size / ended.seconds(),
                before == null
                    ? ""
                    : "%.2f".formatted(Math.log10(ended.seconds() / before.seconds())),
                ended.peak()));
    return ended;
  }

  private Path generated(int size) throws IOException {
    Path profiles = Files.createDirectories(folder.resolve("profiles-" + size));
    SplittableRandom random = new SplittableRandom(size);
    for (int i = 0; i < size; i++) {
      Files.writeString(profiles.resolve("%05d.yaml".formatted(i)), profile(i, random));
    }
    return profiles;
  }

  private static String profile(int number, SplittableRandom random) {
    return """
        name: service-%d
        workload:
          kind: %s
          cpu_per_task: %dus
          wait_per_task: %dus
          concurrency: %d
          blocking_io: %s
        data_sharing: {pattern: %s, message_bytes: %dB}
        isolation: %s
        fault_tolerance: %s
        platform: {os: linux, runtime: %s, cores: %d, memory: %dGiB}
        decision: {model: %s, because: it was generated}
        """
        .formatted(
            number,
            one(random, "mixed"),
            size(random, 5),
            size(random, 5),
            size(random, 4),
            one(random, "true", "false"),
            one(random, "none", "read-mostly", "read-write"),
            size(random, 6),
            one(random, "none", "none", "preferred", "required"),
            one(random, "none", "none", "preferred", "required"),
            one(random, "cpython", "jvm", "node", "native"),
            1 + random.nextInt(64),
            1 + random.nextInt(64),
            one(random, "threads", "processes", "async"));
  }

  private static String one(SplittableRandom random, String... words) {
    return words[random.nextInt(words.length)];
  }

  /** A number of 1 to so many digits. */
  private static long size(SplittableRandom random, int digits) {
    return Math.round(Math.pow(10, random.nextDouble() * digits));
  }

  // Processes

  private static Map<String, List<Ended>> inTurns(
      Map<String, List<String>> commands, String jdk, int rounds) {
    Map<String, List<Ended>> runs = new LinkedHashMap<>();
    commands.keySet().forEach(name -> runs.put(name, new ArrayList<>()));
    for (int i = 0; i < rounds; i++) {
      commands.forEach((name, command) -> runs.get(name).add(end(command, Map.of("JAVA_HOME", jdk))));
    }
    return runs;
  }

  private static Ended end(List<String> command, Map<String, String> environment) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().putAll(environment);
      long begun = System.nanoTime();
      Process process = builder.start();
      Path status = Path.of("/proc/" + process.pid() + "/status");
      double peak = 0;
      while (!process.waitFor(10, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        peak = Math.max(peak, first(status, "VmHWM:\\s*(\\d+)").map(Double::parseDouble).orElse(0.0));
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      if (process.exitValue() != 0) {
        throw new IllegalStateException(command + " ended with " + process.exitValue());
      }
      return new Ended(seconds, peak / 1024);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static java.util.Optional<String> first(Path file, String pattern) {
    try {
      Matcher found = Pattern.compile(pattern).matcher(Files.readString(file));
      return found.find() ? java.util.Optional.of(found.group(1)) : java.util.Optional.empty();
    } catch (IOException gone) {
      return java.util.Optional.empty();
    }
  }

  private static String release(String jdk) throws IOException {
    return first(Path.of(jdk, "release"), "JAVA_RUNTIME_VERSION=\"(.*)\"").orElse(jdk);
  }

  private static double median(List<Ended> runs) {
    return middle(runs.stream().map(Ended::seconds).toList());
  }

  private static double peak(List<Ended> runs) {
    return middle(runs.stream().map(Ended::peak).toList());
  }

  private static double middle(List<Double> values) {
    if (values.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private void say(String line) {
    System.out.println(line);
    page.append(line).append('\n');
  }
}
