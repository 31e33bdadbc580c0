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

  private static final int ROUNDS = 11;
  private static final int[] BATCHES = {10, 100, 1_000, 10_000};
  private static final Path PROFILE = Path.of("profiles/thumbnailer.yaml");

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
    say("# How fast it starts, and how it does many profiles");
    say("");
    say("Written by `bench/run`; figures are only good against others of the same run.");
    say("");
    machine();
    for (String jdk : jdks) {
      starts(jdk);
      whereTheTimeGoes(jdk);
    }
    batches(jdks[0]);
    say("Load after the run: " + load() + ".");
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

  /** From the class that a phase begins with to that of the next, as the JVM loads them. */
  private void whereTheTimeGoes(String jdk) throws Exception {
    Map<String, String> phases = new LinkedHashMap<>();
    phases.put("the JVM", "dev.advise.cli.Main");
    phases.put("arguments", "dev.advise.probe.HostReports");
    phases.put("host and profile", "dev.advise.advice.Ledger");
    phases.put("rule base", "dev.advise.advice.Situation");
    phases.put("first decision", "dev.advise.advice.Robustness");
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
            .filter(line -> line.contains(" " + marker + " "))
            .findFirst()
            .ifPresent(
                line -> times.computeIfAbsent(marker, k -> new ArrayList<>()).add(at(line)));
      }
    }
    say("Where the time goes (with the JVM's log of classes on, which slows it), Java " + release(jdk) + ":");
    say("");
    say("| until | ms |");
    say("|---|--:|");
    phases.forEach(
        (name, marker) ->
            say("| end of: %s | %.0f |".formatted(name, middle(times.getOrDefault(marker, List.of())) * 1e3)));
    say("| end of: robustness, flips, report | %.0f |".formatted(middle(times.get("all")) * 1e3));
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

  // Many profiles

  private void batches(String jdk) throws Exception {
    Map<Integer, Ended> medians = new LinkedHashMap<>();
    Map<String, List<String>> small = new LinkedHashMap<>();
    small.put("1", List.of("./advise", "--probe", "off", PROFILE.toString()));
    for (int size : BATCHES) {
      Path profiles = Files.createDirectories(folder.resolve("profiles-" + size));
      SplittableRandom random = new SplittableRandom(size);
      for (int i = 0; i < size; i++) {
        Files.writeString(profiles.resolve("%05d.yaml".formatted(i)), profile(i, random));
      }
      small.put(
          String.valueOf(size),
          List.of("./advise", "--probe", "off", "--format", "json", profiles.toString()));
    }
    Map<String, List<Ended>> runs = new LinkedHashMap<>();
    small.forEach(
        (size, command) -> {
          int rounds = Integer.parseInt(size) > 1_000 ? 1 : Integer.parseInt(size) > 100 ? 3 : 5;
          runs.putAll(inTurns(Map.of(size, command), jdk, rounds));
        });
    say("## Many profiles in one run, Java " + release(jdk));
    say("");
    say("Generated, varied; `advise --probe off --format json DIR`, flips and robustness included.");
    say("Growth is the exponent between a row and the one above: 1 is linear.");
    say("");
    say("| profiles | s | × one profile | profiles per s | growth | peak MiB |");
    say("|--:|--:|--:|--:|--:|--:|");
    double one = median(runs.get("1"));
    double before = Double.NaN;
    for (Map.Entry<String, List<Ended>> row : runs.entrySet()) {
      double size = Double.parseDouble(row.getKey());
      double seconds = median(row.getValue());
      say(
          "| %s | %.2f | %.1f | %.0f | %s | %.0f |"
              .formatted(
                  row.getKey(),
                  seconds,
                  seconds / one,
                  size / seconds,
                  size <= 10 ? "" : "%.2f".formatted(Math.log10(seconds / before)),
                  peak(row.getValue())));
      before = seconds;
    }
    say("");
    say(
        "Peak memory of 10,000 is %.2f × that of 100; to reach: 1.5."
            .formatted(peak(runs.get("10000")) / peak(runs.get("100"))));
    say("");
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
            1 + random.nextInt(64));
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
