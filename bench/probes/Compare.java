import com.fasterxml.jackson.jr.ob.JSON;
import dev.advise.advice.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs whole probes and direct measurements by turns, keeps what they say below target/probes, and
 * writes the page from all that is kept there. Started by bench/probes/run, in the project's folder.
 */
final class Compare {

  private static final Path KEPT = Path.of("target/probes");
  private static final Path PAGE = Path.of("bench/probes/README.md");
  private static final double CLOSE = 1.25;

  /** The programs that measure directly. */
  private static final Map<String, List<String>> DIRECT = new LinkedHashMap<>();

  static {
    DIRECT.put("native", List.of("target/probes/direct"));
    DIRECT.put("cpython", List.of("python3", "-B", "bench/probes/direct.py"));
    DIRECT.put("node", List.of("node", "bench/probes/direct.mjs"));
    DIRECT.put(
        "jvm", List.of("java", "-XX:-UsePerfData", "-Xmx128m", "-cp", "target/probes", "Direct"));
  }

  private static final int MOST_LOOKS = 100;
  private static final int LOOK_MILLIS = 200;
  private static final int MILLIS_PER_TICK = 10;

  /** Cores that others may use while something is measured. */
  private static final double BEARABLE = 0.15;

  /** So many probes of each, and as many direct measurements. */
  private static final int ROUNDS = Integer.getInteger("rounds", 4);

  public static void main(String[] wanted) throws Exception {
    Locale.setDefault(Locale.ROOT);
    for (String runtime : wanted.length > 0 ? List.of(wanted) : DIRECT.keySet()) {
      if (!DIRECT.containsKey(runtime)) {
        System.err.println("bench/probes/run: there is no runtime " + runtime);
        System.exit(2);
      }
      measure(runtime);
    }
    write();
  }

  // --- Measuring

  private static void measure(String runtime) throws Exception {
    Path folder = Files.createDirectories(KEPT.resolve(runtime));
    try (Stream<Path> old = Files.list(folder)) {
      for (Path file : old.toList()) {
        Files.delete(file);
      }
    }
    StringBuilder walls = new StringBuilder();
    String before = load();
    for (int round = 0; round < ROUNDS; round++) {
      System.err.printf("%s: round %d of %d%n", runtime, round + 1, ROUNDS);
      walls.append("full ").append(probe(runtime, folder.resolve("full-" + round))).append('\n');
      walls
          .append("quick ")
          .append(probe(runtime, folder.resolve("quick-" + round), "--budget", "1s"))
          .append('\n');
    }
    longer(runtime, folder.resolve("longer-0"));
    new Turns(runtime, KEPT.resolve("cache"), some -> directly(runtime, folder, some))
        .take(Ledger.shipped().quantities().keySet(), folder.resolve("turns"));
    longer(runtime, folder.resolve("longer-1"));
    for (int round = 0; round < ROUNDS; round++) {
      String report = folder.resolve("full-" + round).toString();
      run(
          List.of("./advise", "rules", "--quiet", "--format", "json", "--host", report),
          folder.resolve("rules-" + round));
    }
    Files.writeString(folder.resolve("walls"), walls);
    Files.writeString(
        folder.resolve("about"),
        "Measured on %s in %d rounds; load before %s, after %s."
            .formatted(LocalDate.now(ZoneOffset.UTC), ROUNDS, before, load()));
  }

  /** A probe that is long enough for most quantities. */
  private static void longer(String runtime, Path told) throws Exception {
    probe(runtime, told, "--budget", "15s");
  }

  /** At the priority of a driver, for what other programs do should hit both alike. */
  private static Map<String, Double> directly(String runtime, Path folder, List<String> some) {
    try {
      Path told = folder.resolve("direct");
      List<String> command = new ArrayList<>(List.of("nice", "-n", "10"));
      command.addAll(DIRECT.get(runtime));
      command.addAll(some);
      run(command, told);
      return lines(told);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A probe as its user has it; tells its seconds by the clock on the wall. */
  private static double probe(String runtime, Path report, String... options) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("./advise", "probe", "--quiet", "--format", "json", "--runtime", runtime));
    command.addAll(List.of(options));
    return run(command, report);
  }

  /** Its seconds by the clock on the wall. */
  private static double run(List<String> command, Path told) throws Exception {
    awaitQuiet();
    long began = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(told.toFile())
            .start();
    process.getOutputStream().close();
    if (process.waitFor() != 0) {
      System.err.println("bench/probes/run: this failed: " + String.join(" ", command));
      System.exit(1);
    }
    return (System.nanoTime() - began) / 1e9;
  }

  /** Waits until other programs leave the processors alone, for a while at most. */
  private static void awaitQuiet() throws Exception {
    for (int look = 0; look < MOST_LOOKS; look++) {
      long before = busyTicks();
      Thread.sleep(LOOK_MILLIS);
      if (busyTicks() - before < BEARABLE * LOOK_MILLIS / MILLIS_PER_TICK) {
        return;
      }
    }
  }

  private static long busyTicks() throws IOException {
    String[] words = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +");
    return Long.parseLong(words[1]) + Long.parseLong(words[2]) + Long.parseLong(words[3]);
  }

  private static String load() throws IOException {
    return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
  }

  // --- What was said

  /** An estimate as a report tells it. */
  private record Told(double median, double lo, double hi) {}

  /** All that was said of one runtime. */
  private record Heard(
      String runtime,
      String about,
      String version,
      List<Map<String, Told>> full,
      List<Map<String, Told>> longer,
      List<Map<String, Told>> quick,
      Map<String, List<Turns.Turn>> turns,
      List<Map<String, String>> verdicts,
      List<Double> fullWalls,
      List<Double> quickWalls,
      List<Double> others,
      Map<String, String> unknown) {}

  private static Heard heard(String runtime) throws IOException {
    Path folder = KEPT.resolve(runtime);
    List<Map<String, Told>> full = new ArrayList<>();
    List<Map<String, Told>> longer = new ArrayList<>();
    List<Map<String, Told>> quick = new ArrayList<>();
    List<Map<String, String>> verdicts = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    Map<String, String> unknown = new TreeMap<>();
    String version = "";
    for (int round = 0; Files.exists(folder.resolve("rules-" + round)); round++) {
      Map<?, ?> report = report(folder.resolve("full-" + round), runtime);
      version = String.valueOf(report.get("version"));
      full.add(estimates(report, new TreeMap<>()));
      others.add(
          Double.valueOf((String) ((Map<?, ?>) report.get("traits")).get("noise.others-cores")));
      quick.add(estimates(report(folder.resolve("quick-" + round), runtime), new TreeMap<>()));
      verdicts.add(verdicts(folder.resolve("rules-" + round), runtime));
    }
    for (String one : List.of("longer-0", "longer-1")) {
      longer.add(estimates(report(folder.resolve(one), runtime), unknown));
    }
    Map<String, List<Turns.Turn>> turns = turns(folder.resolve("turns"));
    longer.forEach(told -> unknown.keySet().removeAll(told.keySet()));
    unknown.keySet().removeAll(turns.keySet());
    return new Heard(
        runtime,
        Files.readString(folder.resolve("about")),
        version,
        full,
        longer,
        quick,
        turns,
        verdicts,
        walls(folder, "full "),
        walls(folder, "quick "),
        others,
        unknown);
  }

  private static Map<?, ?> report(Path file, String runtime) throws IOException {
    Map<String, Object> whole = JSON.std.mapFrom(Files.readString(file));
    return (Map<?, ?>) ((Map<?, ?>) whole.get("runtimes")).get(runtime);
  }

  private static Map<String, Told> estimates(Map<?, ?> runtime, Map<String, String> unknown) {
    Map<String, Told> estimates = new TreeMap<>();
    ((Map<?, ?>) runtime.get("estimates"))
        .forEach(
            (quantity, reading) -> {
              Map<?, ?> it = (Map<?, ?>) reading;
              if (it.containsKey("median")) {
                estimates.put(
                    (String) quantity,
                    new Told(
                        number(it.get("median")),
                        number(it.get("lo")),
                        number(it.get("hi"))));
              } else {
                unknown.put((String) quantity, it.get("unknown") + ": " + it.get("detail"));
              }
            });
    return estimates;
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static Map<String, Double> lines(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(line -> line.split(" "))
        .collect(Collectors.toMap(words -> words[0], words -> Double.valueOf(words[1])));
  }

  private static Map<String, List<Turns.Turn>> turns(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .map(Turns.Turn::parse)
        .collect(Collectors.groupingBy(Turns.Turn::quantity, TreeMap::new, Collectors.toList()));
  }

  /** Of one figure to another; none of nothing to nothing. */
  static double ratio(double one, double other) {
    return one == other ? 1 : one / other;
  }

  private static Map<String, String> verdicts(Path file, String runtime) throws IOException {
    Map<String, String> verdicts = new TreeMap<>();
    for (Object claim : (List<?>) JSON.std.mapFrom(Files.readString(file)).get("claims")) {
      for (Object verdict : (List<?>) ((Map<?, ?>) claim).get("verdicts")) {
        Map<?, ?> it = (Map<?, ?>) verdict;
        if (runtime.equals(it.get("runtime"))) {
          verdicts.put((String) ((Map<?, ?>) claim).get("id"), (String) it.get("verdict"));
        }
      }
    }
    return verdicts;
  }

  private static List<Double> walls(Path folder, String kind) throws IOException {
    return Files.readAllLines(folder.resolve("walls")).stream()
        .filter(line -> line.startsWith(kind))
        .map(line -> Double.valueOf(line.substring(kind.length())))
        .toList();
  }

  // --- What it means

  private static double median(Collection<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int n = sorted.size();
    return n == 0 ? Double.NaN : (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
  }

  /**
   * A quantity that was measured directly, and what probes told of it; NaN for those that did not.
   *
   * @param inTurns the ratio of a probe in turns to the direct measurements around it
   */
  private record Compared(
      String quantity, double direct, double probe, double inTurns, double full, double longer) {
    double ofFull() {
      return Compare.ratio(full, direct);
    }

    double ofLonger() {
      return Compare.ratio(longer, direct);
    }
  }

  private static boolean isClose(double ratio) {
    return ratio <= CLOSE && ratio >= 1 / CLOSE;
  }

  private static List<Compared> compared(Heard heard) {
    List<Compared> all = new ArrayList<>();
    heard
        .turns()
        .forEach(
            (quantity, turns) ->
                all.add(
                    new Compared(
                        quantity,
                        median(turns.stream().map(Turns.Turn::direct).toList()),
                        median(turns.stream().map(Turns.Turn::probe).toList()),
                        median(turns.stream().map(Turns.Turn::ratio).toList()),
                        median(medians(heard.full(), quantity)),
                        median(medians(heard.longer(), quantity)))));
    return all;
  }

  private static List<Double> medians(List<Map<String, Told>> probes, String quantity) {
    return probes.stream()
        .flatMap(told -> Stream.ofNullable(told.get(quantity)))
        .map(Told::median)
        .toList();
  }

  private static Set<String> quantities(List<Map<String, Told>> runs) {
    return runs.stream().flatMap(e -> e.keySet().stream()).collect(Collectors.toCollection(TreeSet::new));
  }

  private record Share(int hits, int trials) {
    Share plus(Share other) {
      return new Share(hits + other.hits, trials + other.trials);
    }

    String told() {
      return trials == 0 ? "–" : "%.1f %% of %d".formatted(100.0 * hits / trials, trials);
    }
  }

  private static Function<Heard, Share> close(Function<Compared, Double> ratio) {
    return heard -> close(compared(heard).stream().map(ratio).filter(one -> !one.isNaN()));
  }

  /** What the best of probes could reach: single measurements of one program, seconds apart. */
  private static Share closeToItself(Heard heard) {
    return close(heard.turns().values().stream().flatMap(List::stream).map(Turns.Turn::drift));
  }

  private static Share close(Stream<Double> ratios) {
    List<Double> all = ratios.toList();
    return new Share((int) all.stream().filter(Compare::isClose).count(), all.size());
  }

  /**
   * How often a run's interval holds the median of the other runs' medians. What is the same in all
   * runs tells nothing.
   */
  private static Share coverage(Heard heard) {
    int hits = 0;
    int trials = 0;
    for (String quantity : quantities(heard.full())) {
      List<Told> runs = heard.full().stream().map(e -> e.get(quantity)).filter(Objects::nonNull).toList();
      boolean varies = runs.stream().anyMatch(t -> t.lo() < t.hi());
      for (int i = 0; i < runs.size() && varies && runs.size() > 2; i++) {
        Told one = runs.get(i);
        List<Double> others = new ArrayList<>(runs.stream().map(Told::median).toList());
        others.remove(i);
        double truth = median(others);
        trials++;
        hits += one.lo() <= truth && truth <= one.hi() ? 1 : 0;
      }
    }
    return new Share(hits, trials);
  }

  /** Verdicts of two probes in a row on claims that at least one of them could judge. */
  private static Share agreement(Heard heard) {
    int hits = 0;
    int trials = 0;
    for (int i = 1; i < heard.verdicts().size(); i++) {
      Map<String, String> before = heard.verdicts().get(i - 1);
      Map<String, String> after = heard.verdicts().get(i);
      for (String claim : before.keySet()) {
        if (!(before.get(claim) + after.get(claim)).equals("not-measurednot-measured")) {
          trials++;
          hits += before.get(claim).equals(after.get(claim)) ? 1 : 0;
        }
      }
    }
    return new Share(hits, trials);
  }

  private static String unsteady(Heard heard) {
    Set<String> claims = new TreeSet<>();
    for (int i = 1; i < heard.verdicts().size(); i++) {
      Map<String, String> after = heard.verdicts().get(i);
      heard.verdicts().get(i - 1).forEach(
          (claim, verdict) -> {
            if (!verdict.equals(after.get(claim))) {
              claims.add(claim);
            }
          });
    }
    return String.join(", ", claims);
  }

  /** Of nothing there is no share. */
  private static String percent(double share) {
    return Double.isNaN(share) ? "–" : "%.1f %%".formatted(100 * share);
  }

  /** Half the interval over the median, of the middle quantity. */
  private static double halfWidth(List<Map<String, Told>> runs) {
    return median(
        runs.stream()
            .flatMap(e -> e.values().stream())
            .filter(t -> t.median() > 0 && t.lo() < t.hi())
            .map(t -> (t.hi() - t.lo()) / 2 / t.median())
            .toList());
  }

  private static double most(Collection<Double> values) {
    return values.stream().mapToDouble(v -> v).max().orElse(Double.NaN);
  }

  // --- Telling it

  private static final StringBuilder page = new StringBuilder();

  private static void say(String line) {
    page.append(line).append('\n');
  }

  private static void write() throws IOException {
    List<Heard> all = new ArrayList<>();
    for (String runtime : DIRECT.keySet()) {
      if (Files.exists(KEPT.resolve(runtime).resolve("about"))) {
        all.add(heard(runtime));
      }
    }
    say("# Probes against direct measurements, and against themselves");
    say("");
    say("Written by `bench/probes/run`. " + machine());
    say("");
    say("A round is one `advise probe --runtime R` at its usual budget and one with `--budget 1s`. Direct");
    say("measurements are made by programs that share no code with advise (`direct.c`, `direct.py`,");
    say("`direct.mjs`, `Direct.java`), at the priority of a probe; each is the median of three. The speed of");
    say("a host changes within seconds, so both take turns: direct, probe, direct, probe and so on, a few");
    say("quantities at a time. Such a probe is held against the mean of the two around it, and the ratio is");
    say("the median of three. Full probes, and longer ones with `--budget 15s`, one before and one after the");
    say("turns, are held against the median of the direct measurements, which lie minutes apart from them.");
    say("Before each, up to 20 s are spent waiting for other programs to leave the processors alone.");
    say("");
    say("| | target | " + all.stream().map(Heard::runtime).collect(Collectors.joining(" | ")) + " | all |");
    say("|---|---|" + "---|".repeat(all.size() + 1));
    row("probe within 1.25 × of direct, in turns", "≥ 90 %", all, close(Compared::inTurns));
    row("the same, full probes", "≥ 90 %", all, close(Compared::ofFull));
    row("the same, longer probes", "≥ 90 %", all, close(Compared::ofLonger));
    row("one direct measurement within 1.25 × of the next", "", all, Compare::closeToItself);
    row("interval holds the other runs' median", "90 … 99 %", all, Compare::coverage);
    row("verdicts of two probes in a row agree", "≥ 95 %", all, Compare::agreement);
    cells("full probe, s (median, most)", "< 5", all, h -> "%.2f, %.2f".formatted(median(h.fullWalls()), most(h.fullWalls())));
    cells("`--budget 1s`, s (median, most)", "< 1.5", all, h -> "%.2f, %.2f".formatted(median(h.quickWalls()), most(h.quickWalls())));
    cells("half an interval over its median, full", "", all, h -> percent(halfWidth(h.full())));
    cells("the same, `--budget 1s`", "wider", all, h -> percent(halfWidth(h.quick())));
    cells("quantities told, full and 1 s", "", all, h -> "%.0f, %.0f".formatted(told(h.full()), told(h.quick())));
    cells("cores that other programs used (median, most)", "", all, h -> "%.2f, %.2f".formatted(median(h.others()), most(h.others())));
    say("");
    say("Coverage: an interval of a run should hold what other runs find, which is taken as the median of");
    say("their medians. That is not known exactly either, so the true coverage is a little better. Left out is");
    say("what is the same in every run, e.g. that all crashes of processes were contained.");
    for (Heard heard : all) {
      runtime(heard);
    }
    Files.writeString(PAGE, page, StandardCharsets.UTF_8);
  }

  private static double told(List<Map<String, Told>> runs) {
    return median(runs.stream().map(run -> (double) run.size()).toList());
  }

  private static void row(
      String what, String target, List<Heard> all, Function<Heard, Share> share) {
    String each = all.stream().map(share).map(Share::told).collect(Collectors.joining(" | "));
    String sum = all.stream().map(share).reduce(new Share(0, 0), Share::plus).told();
    say("| %s | %s | %s | %s |".formatted(what, target, each, sum));
  }

  private static void cells(
      String what, String target, List<Heard> all, Function<Heard, String> cell) {
    say("| %s | %s | %s | |".formatted(what, target, all.stream().map(cell).collect(Collectors.joining(" | "))));
  }

  private static void runtime(Heard heard) {
    say("");
    say("## " + heard.runtime() + " " + heard.version());
    say("");
    say(heard.about());
    say("");
    say("| quantity | direct | probe in turns | ratio | longer probe | ratio | |");
    say("|---|---:|---:|---:|---:|---:|---|");
    List<Compared> compared = compared(heard);
    for (Compared one : compared) {
      boolean told = !Double.isNaN(one.longer());
      say(
          "| %s | %s | %s | %.2f | %s | %s | %s |"
              .formatted(
                  one.quantity(),
                  figure(one.quantity(), one.direct()),
                  figure(one.quantity(), one.probe()),
                  one.inTurns(),
                  told ? figure(one.quantity(), one.longer()) : "",
                  told ? "%.2f".formatted(one.ofLonger()) : "",
                  isClose(one.inTurns()) ? "" : "off"));
    }
    say("");
    Set<String> alone = new TreeSet<>(quantities(heard.longer()));
    alone.removeAll(compared.stream().map(Compared::quantity).toList());
    if (!alone.isEmpty()) {
      say("Probed and not compared: " + String.join(", ", alone) + ".");
    }
    Map<String, List<String>> unknown =
        heard.unknown().entrySet().stream()
            .collect(
                Collectors.groupingBy(
                    Map.Entry::getValue,
                    TreeMap::new,
                    Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
    if (!unknown.isEmpty()) {
      say("");
      say("Not probed:");
      say("");
      unknown.forEach((why, which) -> say("- " + String.join(", ", which) + ": " + why));
    }
    if (!unsteady(heard).isEmpty()) {
      say("");
      say("Verdicts that changed between two probes: " + unsteady(heard) + ".");
    }
  }

  private static String figure(String quantity, double value) {
    if (quantity.startsWith("footprint.")) {
      return value < 1 << 20 ? "%.1f KiB".formatted(value / 1024) : "%.2f MiB".formatted(value / (1 << 20));
    }
    boolean seconds = quantity.matches("(spawn|switch|handoff|lock|counter|fork|waiters|cpu\\.).*");
    return !seconds
        ? "%.3g".formatted(value)
        : value < 1e-6
            ? "%.2f ns".formatted(value * 1e9)
            : value < 1e-3
                ? "%.2f µs".formatted(value * 1e6)
                : value < 1 ? "%.2f ms".formatted(value * 1e3) : "%.2f s".formatted(value);
  }

  private static String machine() throws IOException {
    String memory = first("/proc/meminfo", "MemTotal:\\s*(\\d+)");
    return "Machine: %s, %d processors, %.0f GiB, %s %s%s."
        .formatted(
            first("/proc/cpuinfo", "model name\\s*: (.*)"),
            Runtime.getRuntime().availableProcessors(),
            Double.parseDouble(memory) / (1 << 20),
            System.getProperty("os.name"),
            System.getProperty("os.version"),
            Files.readString(Path.of("/proc/cpuinfo")).contains(" hypervisor ") ? ", a virtual machine" : "");
  }

  private static String first(String file, String pattern) throws IOException {
    Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
    return matcher.find() ? matcher.group(1) : "0";
  }
}
