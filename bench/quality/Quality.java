import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Has generated profiles advised in three ways, runs each profile under every model by programs that
 * share nothing with advise, and tells how much one loses by following the advice. Started by
 * bench/quality/run, in the folder of the project.
 */
final class Quality {

  /** Rounds among the fastest and the advised, from which the regret is told. */
  private static final int FINAL_ROUNDS = 3;

  private static final int FINALISTS = 4;
  private static final double NEAR_THE_BEST = 0.85;

  private final Path folder;
  private final int seed;
  private final int cores = Runtime.getRuntime().availableProcessors();
  private final Oracles oracles;
  private final String java;

  private Quality(Path folder, int seed, String java) {
    this.folder = folder;
    this.seed = seed;
    this.java = java;
    this.oracles = new Oracles(folder.getParent(), java);
  }

  public static void main(String[] words) throws Exception {
    List<String> given = Arrays.asList(words);
    int seed = Integer.parseInt(option(given, "--seed", "1"));
    int count = Integer.parseInt(option(given, "--count", "60"));
    String java = option(given, "--java", System.getProperty("java.home")) + "/bin/java";
    Path root = Path.of("target/quality");
    Path folder = Files.createDirectories(root.resolve("seed-" + seed));
    if (!given.contains("--report")) {
      if (!given.contains("--resume")) {
        Files.deleteIfExists(folder.resolve("rows.jsonl"));
      }
      double until =
          System.nanoTime() / 1e9 + Double.parseDouble(option(given, "--for", "1e9"));
      new Quality(folder, seed, java)
          .measure(count, option(given, "--only", ""), given.contains("--anew"), until);
    }
    Regret.report(root);
  }

  private static String option(List<String> given, String name, String otherwise) {
    int at = given.indexOf(name);
    return at < 0 ? otherwise : given.get(at + 1);
  }

  private void measure(int count, String only, boolean anew, double until) throws Exception {
    Oracles.compile(folder.getParent());
    Path profiles = Files.createDirectories(folder.resolve("profiles"));
    Path rows = folder.resolve("rows.jsonl");
    Map<Object, Map<String, Object>> known = new LinkedHashMap<>();
    Regret.rows(rows).forEach(row -> known.put(Regret.name(row), row));
    String version = anew ? Files.getLastModifiedTime(Path.of("target/advise.jar")).toString() : "";
    for (Mix mix : Mix.sample(seed, count)) {
      Path profile = mix.write(profiles, java);
      Map<String, Object> row = known.get(mix.name());
      boolean stale = row == null || anew && !version.equals(row.get("version"));
      if (!mix.runtime().contains(only) || !stale) {
        continue;
      }
      if (System.nanoTime() / 1e9 > until) {
        System.err.println("time is over; --resume goes on");
        return;
      }
      System.err.println(mix);
      row = row(mix, profile, row);
      row.put("version", version);
      known.put(mix.name(), row);
      List<String> lines = new ArrayList<>();
      for (Map<String, Object> one : known.values()) {
        lines.add(JSON.std.asString(one));
      }
      Files.write(rows, lines);
    }
  }

  /** Asks for the advice, and measures every way to run the mix that is not in the row before. */
  private Map<String, Object> row(Mix mix, Path profile, Map<String, Object> before)
      throws Exception {
    Map<String, Way> advised = new LinkedHashMap<>();
    Set<Object> excluded = new LinkedHashSet<>();
    Map<String, Object> advice = new LinkedHashMap<>();
    for (Map.Entry<String, List<String>> way : waysToAsk(mix).entrySet()) {
      Map<String, Object> said = advise(way.getValue(), profile);
      advice.put(way.getKey(), said);
      Map<?, ?> answer = (Map<?, ?>) said.get("recommendation");
      if (answer.get("topology") instanceof Map<?, ?> topology) {
        advised.put(way.getKey(), Way.of(topology));
      }
      ((List<?>) answer.get("excluded"))
          .forEach(one -> excluded.add(((Map<?, ?>) one).get("model")));
    }

    Map<Way, List<Double>> rates = new LinkedHashMap<>();
    if (before != null) {
      rates.putAll(Regret.rates(before));
    }
    Set<Way> ways = Way.grid(mix, cores, false);
    ways.removeIf(way -> excluded.contains(way.model()));
    ways.addAll(advised.values());
    ways.removeAll(rates.keySet());
    ways.forEach(way -> rates.put(way, new ArrayList<>()));
    round(mix, ways, rates, 0);
    Set<Way> finalists = finalists(rates);
    Set<Way> lacking = new LinkedHashSet<>(finalists);
    lacking.addAll(advised.values());
    lacking.removeIf(way -> rates.get(way).size() > 1);
    if (!lacking.isEmpty()) { // the fastest runs beside them, lest the host has changed
      finalists.stream().findFirst().ifPresent(lacking::add);
    }
    for (int round = 1; round <= FINAL_ROUNDS; round++) {
      round(mix, lacking, rates, round);
    }

    Map<String, Object> row = new LinkedHashMap<>();
    row.put("mix", mix.row());
    row.put("advice", advice);
    row.put("excluded", excluded);
    List<Map<String, Object>> measured = new ArrayList<>();
    rates.forEach(
        (way, found) ->
            measured.add(
                Map.of(
                    "arrangement", way.arrangement(),
                    "processes", way.processes(),
                    "threads", way.threads(),
                    "offload", way.offload(),
                    "rates", found)));
    row.put("measured", measured);
    return row;
  }

  private void round(Mix mix, Set<Way> ways, Map<Way, List<Double>> rates, int round)
      throws Exception {
    List<Way> order = new ArrayList<>(ways);
    Collections.shuffle(order, new Random(seed * 31L + round));
    for (Way way : order) {
      double rate = oracles.rate(mix, way, cores, 1 + round);
      rates.get(way).add(Double.isNaN(rate) ? 0 : rate);
    }
  }

  private static Set<Way> finalists(Map<Way, List<Double>> rates) {
    double best = rates.values().stream().mapToDouble(found -> found.get(0)).max().orElse(0);
    return rates.entrySet().stream()
        .filter(way -> way.getValue().get(0) >= NEAR_THE_BEST * best)
        .sorted(Comparator.comparing(way -> -way.getValue().get(0)))
        .limit(FINALISTS)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Map<String, List<String>> waysToAsk(Mix mix) throws Exception {
    Path host = folder.resolve("host-" + mix.runtime() + ".json");
    if (!Files.exists(host)) {
      List<String> probe =
          new ArrayList<>(
              List.of("./advise", "probe", "--quiet", "--budget", "10s", "--output", host.toString()));
      if (mix.runtime().equals("jvm")) {
        probe.addAll(List.of("--interpreter", java));
      }
      probe.addAll(List.of("--runtime", mix.runtime()));
      Oracles.ended(probe, 60);
    }
    Map<String, List<String>> ways = new LinkedHashMap<>();
    ways.put(Regret.REHEARSED, List.of("--budget", "5s"));
    ways.put(Regret.PREDICTED, List.of("--host", host.toString()));
    ways.put(Regret.TEXTBOOK, List.of("--probe", "off"));
    return ways;
  }

  /** What is needed of an advice: what it recommends, and the numbers behind. */
  private static Map<String, Object> advise(List<String> options, Path profile)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("./advise", "--format", "json", "--quiet"));
    command.addAll(options);
    command.add(profile.toString());
    long began = System.nanoTime();
    Map<String, Object> said = JSON.std.mapFrom(Oracles.ended(command, 60));
    Map<String, Object> kept = new LinkedHashMap<>();
    for (String key : List.of("recommendation", "rehearsal", "forecasts", "arguments")) {
      kept.put(key, said.get(key));
    }
    kept.put("seconds", (System.nanoTime() - began) / 1e9);
    return kept;
  }
}
