import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells from the measured rows how much was lost by following the advice. */
final class Regret {

  static final String REHEARSED = "rehearsal";
  static final String PREDICTED = "cost model";
  static final String TEXTBOOK = "textbook";
  private static final List<String> WAYS = List.of(REHEARSED, PREDICTED, TEXTBOOK);

  /** By so much the best model leads where it counts as clear. */
  private static final double CLEAR = 1.15;

  private static final double CLOSE = 1.5;

  /** A machine may have become faster by so much since a task's computing was calibrated. */
  private static final double FASTER = 1.5;

  /** A profile with what was advised and measured. */
  private record Case(
      Map<?, ?> mix, Map<String, Map<?, ?>> advice, List<?> excluded, Map<Way, List<Double>> rates) {

    static Case of(Map<String, Object> row) {
      Map<String, Map<?, ?>> advice = new LinkedHashMap<>();
      ((Map<?, ?>) row.get("advice"))
          .forEach((way, said) -> advice.put((String) way, (Map<?, ?>) said));
      return new Case(
          (Map<?, ?>) row.get("mix"), advice, (List<?>) row.get("excluded"), possible(row));
    }

    /** The rates without those that this machine cannot have computed: there the oracle erred. */
    private static Map<Way, List<Double>> possible(Map<String, Object> row) {
      double cpu = Oracles.number((Map<?, ?>) row.get("mix"), "cpu_s");
      double most = FASTER * Runtime.getRuntime().availableProcessors() / cpu;
      Map<Way, List<Double>> rates = Regret.rates(row);
      rates.values().forEach(found -> found.removeIf(rate -> rate > most));
      return rates;
    }

    String of(String key) {
      return String.valueOf(mix.get(key));
    }

    /** From the rounds after the first, which chose who took part in them. */
    double rate(Way way) {
      List<Double> found = rates.getOrDefault(way, List.of(0.0));
      return found.isEmpty()
          ? 0
          : middle(found.size() > 1 ? found.subList(1, found.size()) : found);
    }

    boolean final_(Way way) {
      return rates.get(way).size() > 1;
    }

    Optional<Way> best() {
      return rates.keySet().stream()
          .filter(way -> !excluded.contains(way.model()))
          .filter(this::final_)
          .max(Comparator.comparing(this::rate));
    }

    double bestOf(String model) {
      return rates.keySet().stream()
          .filter(way -> way.model().equals(model) && !excluded.contains(model))
          .mapToDouble(this::rate)
          .max()
          .orElse(0);
    }

    boolean clear() {
      String model = best().orElseThrow().model();
      return List.of("threads", "processes", "async").stream()
          .filter(other -> !other.equals(model))
          .allMatch(other -> bestOf(model) > CLEAR * bestOf(other));
    }

    Optional<Way> advised(String way) {
      Map<?, ?> answer = (Map<?, ?>) advice.get(way).get("recommendation");
      return answer.get("topology") instanceof Map<?, ?> t ? Optional.of(Way.of(t)) : Optional.empty();
    }

    double regret(String way) {
      double best = rate(best().orElseThrow());
      return advised(way).map(a -> Math.max(0, 1 - rate(a) / best)).orElse(1.0);
    }

    boolean rightFamily(String way) {
      return advised(way).map(Way::model).equals(best().map(Way::model));
    }

    Map<Way, Double> told(String way, String list) {
      Map<Way, Double> told = new LinkedHashMap<>();
      for (Object one : (List<?>) Optional.ofNullable(advice.get(way).get(list)).orElse(List.of())) {
        Map<?, ?> forecast = (Map<?, ?>) one;
        told.put(
            Way.of((Map<?, ?>) forecast.get("topology")),
            Oracles.number((Map<?, ?>) forecast.get("tasks_per_s"), "median"));
      }
      return told;
    }
  }

  private Regret() {}

  static Object name(Map<String, Object> row) {
    return ((Map<?, ?>) row.get("mix")).get("name");
  }

  static Map<Way, List<Double>> rates(Map<String, Object> row) {
    Map<Way, List<Double>> rates = new LinkedHashMap<>();
    for (Object one : (List<?>) row.get("measured")) {
      Map<?, ?> measured = (Map<?, ?>) one;
      Way way =
          new Way(
              (String) measured.get("arrangement"),
              whole(measured, "processes"),
              whole(measured, "threads"),
              whole(measured, "offload"));
      List<Double> found = new ArrayList<>();
      ((List<?>) measured.get("rates")).forEach(rate -> found.add(((Number) rate).doubleValue()));
      rates.put(way, found);
    }
    return rates;
  }

  static List<Map<String, Object>> rows(Path file) throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        rows.add(JSON.std.mapFrom(line));
      }
    }
    return rows;
  }

  /** Tells of every sample that was measured, on one page. */
  static void report(Path root) throws IOException {
    Map<String, List<Case>> samples = new TreeMap<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, "seed-*")) {
      for (Path folder : folders) {
        List<Case> cases = rows(folder.resolve("rows.jsonl")).stream().map(Case::of).toList();
        if (!cases.isEmpty()) {
          samples.put(folder.getFileName().toString(), cases);
          Files.writeString(folder.resolve("cases.txt"), details(cases));
        }
      }
    }
    String page = page(samples);
    Files.writeString(Path.of("bench/quality/README.md"), page);
    System.out.print(page);
  }

  private static String page(Map<String, List<Case>> samples) throws IOException {
    StringBuilder page = new StringBuilder();
    page.append("# How good the advice is\n\n");
    page.append("Written by `bench/quality/run`; read its head for the options.\n\n");
    page.append(machine()).append("\n\n");
    page.append(
        """
        Generated profiles (each seed a space-filling sample of its own) were advised in three ways,
        and run by programs that share nothing with `advise` (`oracle.*`, `Oracle.java`) under every
        model and many sizes. Regret is 1 − throughput of the advised model and topology / that of the
        best admissible one, from rounds among the fastest and the advised, in turns; a best model is
        clear where it leads the others by more than 15 %.

        To reach: rehearsal mean 5 % (p95 20 %), right 90 %; cost model mean 12 %, predicted within a
        factor 1.5 of the rehearsal 80 %.
        """);
    samples.forEach((name, cases) -> section(page, name, cases));
    if (samples.size() > 1) {
      section(page, "all", samples.values().stream().flatMap(List::stream).toList());
    }
    return page.toString();
  }

  private static void section(StringBuilder page, String name, List<Case> cases) {
    page.append("\n## %s: %d profiles\n\n".formatted(name, cases.size()));
    page.append(
        "| profiles | n | clear | regret: rehearsal, mean (p95) | cost model | textbook |"
            + " right where clear: rehearsal | cost model | textbook |\n");
    page.append("|---|--:|--:|--:|--:|--:|--:|--:|--:|\n");
    line(page, "all", cases);
    by(cases, c -> c.of("runtime")).forEach((key, some) -> line(page, key, some));
    by(cases, c -> c.of("kind")).forEach((key, some) -> line(page, key, some));
    by(cases, c -> "blocking " + c.of("blocking")).forEach((key, some) -> line(page, key, some));
    page.append(
        "\nPredicted within a factor 1.5 of the rehearsal: %s; rehearsed within 1.5 of the oracle: %s.\n"
            .formatted(
                share(ratios(cases, PREDICTED, "forecasts", REHEARSED)),
                share(ratios(cases, REHEARSED, "rehearsal", null))));
  }

  private static void line(StringBuilder page, String name, List<Case> cases) {
    List<Case> clear = cases.stream().filter(Case::clear).toList();
    page.append("| %s | %d | %d |".formatted(name, cases.size(), clear.size()));
    for (String way : WAYS) {
      List<Double> regrets = cases.stream().map(c -> c.regret(way)).sorted().toList();
      page.append(
          " %.1f %% (%.0f %%) |"
              .formatted(
                  100 * regrets.stream().mapToDouble(r -> r).average().orElse(0),
                  100 * regrets.get((int) Math.ceil(0.95 * regrets.size()) - 1)));
    }
    for (String way : WAYS) {
      page.append(
          clear.isEmpty()
              ? " – |"
              : " %.0f %% |"
                  .formatted(
                      100.0 * clear.stream().filter(c -> c.rightFamily(way)).count()
                          / clear.size()));
    }
    page.append("\n");
  }

  private static Map<String, List<Case>> by(List<Case> cases, Function<Case, String> key) {
    Map<String, List<Case>> groups = new TreeMap<>();
    cases.forEach(c -> groups.computeIfAbsent(key.apply(c), k -> new ArrayList<>()).add(c));
    return groups;
  }

  /** What was told of each way against the rehearsal's figure, or the oracle's where none is named. */
  private static List<Double> ratios(List<Case> cases, String way, String list, String against) {
    List<Double> ratios = new ArrayList<>();
    for (Case c : cases) {
      Map<Way, Double> other = against == null ? Map.of() : c.told(against, "rehearsal");
      c.told(way, list)
          .forEach(
              (topology, told) -> {
                double truth =
                    against == null
                        ? (c.rates.containsKey(topology) ? c.rate(topology) : 0)
                        : other.getOrDefault(topology, 0.0);
                if (truth > 0 && told > 0) {
                  ratios.add(told / truth);
                }
              });
    }
    return ratios;
  }

  private static String share(List<Double> ratios) {
    long close = ratios.stream().filter(r -> r < CLOSE && r > 1 / CLOSE).count();
    return ratios.isEmpty()
        ? "none told"
        : "%.0f %% of %d".formatted(100.0 * close / ratios.size(), ratios.size());
  }

  private static String details(List<Case> cases) {
    StringBuilder text = new StringBuilder();
    List<Case> worst = new ArrayList<>(cases);
    worst.sort(Comparator.comparing(c -> -c.regret(REHEARSED)));
    for (Case c : worst) {
      text.append(
          "%s: cpu %.0f us, wait %.0f us, %s in flight, message %s, %s %s, blocking %s, native %s, isolation %s%n"
              .formatted(
                  c.of("name"),
                  Oracles.number(c.mix, "cpu_s") * 1e6,
                  Oracles.number(c.mix, "wait_s") * 1e6,
                  c.of("concurrency"),
                  c.of("message_bytes"),
                  c.of("pattern"),
                  c.of("shared_bytes"),
                  c.of("blocking"),
                  c.of("native_fraction"),
                  c.of("isolation")));
      for (String way : WAYS) {
        text.append(
            "  %-10s %5.1f %%  %s%n"
                .formatted(
                    way,
                    100 * c.regret(way),
                    c.advised(way).map(Way::toString).orElse("no model")));
      }
      Map<Way, Double> rehearsed = c.told(REHEARSED, "rehearsal");
      Map<Way, Double> predicted = c.told(PREDICTED, "forecasts");
      List<Way> ways = new ArrayList<>(c.rates.keySet());
      rehearsed.keySet().stream().filter(way -> !ways.contains(way)).forEach(ways::add);
      ways.sort(Comparator.comparing(way -> -(c.rates.containsKey(way) ? c.rate(way) : 0)));
      text.append("    oracle   rehearsed  predicted\n");
      for (Way way : ways) {
        text.append(
            "  %9s  %9s  %9s  %s %s%s%n"
                .formatted(
                    c.rates.containsKey(way) ? figure(c.rate(way)) : "",
                    figure(rehearsed.get(way)),
                    figure(predicted.get(way)),
                    way,
                    c.rates.containsKey(way)
                        ? c.rates.get(way).stream().map(Regret::figure).toList()
                        : "",
                    c.excluded.contains(way.model()) ? " excluded" : ""));
      }
      text.append("\n");
    }
    return text.toString();
  }

  private static String figure(Double rate) {
    return rate == null ? "" : rate >= 100 ? "%.0f".formatted(rate) : "%.3g".formatted(rate);
  }

  private static String machine() throws IOException {
    return "Machine: %s, %d processors, %s %s."
        .formatted(
            found(Path.of("/proc/cpuinfo"), "model name\\s*: (.*)"),
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name"),
            System.getProperty("os.version"));
  }

  private static String found(Path file, String pattern) {
    try {
      Matcher found = Pattern.compile(pattern).matcher(Files.readString(file));
      return found.find() ? found.group(1) : System.getProperty("os.arch");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int whole(Map<?, ?> map, String key) {
    return (int) Oracles.number(map, key);
  }

  private static double middle(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
