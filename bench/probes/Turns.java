import dev.advise.facts.RuntimeReport;
import dev.advise.laws.Estimate;
import dev.advise.probe.HostReports;
import dev.advise.probe.ProbeRequest;
import dev.advise.probe.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Probes and measures directly a few quantities at a time, by turns, so that what is compared lies
 * seconds apart.
 */
final class Turns {

  /** Each probe has a direct measurement before and after it; so many of them. */
  private static final int PROBES = Integer.getInteger("turns", 3);

  /** Time for a probe of one quantity, beside its start. */
  private static final Duration EACH = Duration.ofMillis(600);

  private static final Duration START = Duration.ofMillis(900);

  /** Of a probe of all quantities. */
  private static final Duration WHOLE = Duration.ofSeconds(5);

  /** One probe of a quantity between two direct measurements of it. */
  record Turn(String quantity, double before, double probe, double after) {

    static Turn parse(String line) {
      String[] words = line.split(" ");
      return new Turn(
          words[0], Double.parseDouble(words[1]), Double.parseDouble(words[2]), Double.parseDouble(words[3]));
    }

    String line() {
      return quantity + " " + before + " " + probe + " " + after;
    }

    double direct() {
      return (before + after) / 2;
    }

    /** Of the probe to the direct measurements around it. */
    double ratio() {
      return Compare.ratio(probe, direct());
    }

    /** Of one direct measurement to the next. */
    double drift() {
      return Compare.ratio(after, before);
    }
  }

  private final String runtime;
  private final Function<List<String>, Map<String, Double>> direct;
  private final HostReports host;

  /**
   * @param direct measures some quantities directly
   */
  Turns(String runtime, Path cache, Function<List<String>, Map<String, Double>> direct) {
    this.runtime = runtime;
    this.direct = direct;
    Map<String, String> environment = new HashMap<>(System.getenv());
    // What these probes tell is no host's report, so it is kept apart.
    environment.put("XDG_CACHE_HOME", cache.toAbsolutePath().toString());
    this.host = new HostReports(environment);
  }

  /** Takes all turns of those that can be measured directly, and writes them into a file. */
  void take(Collection<String> quantities, Path told) throws Exception {
    List<String> lines = new ArrayList<>();
    probe(List.of(), WHOLE, 0); // a driver that has to be compiled first is compiled for all that follow
    for (List<String> named : groups(quantities)) {
      Map<String, Double> before = direct.apply(named);
      List<String> some = named.stream().filter(before::containsKey).toList();
      if (some.isEmpty()) {
        continue;
      }
      System.err.printf("%s: %s in turns%n", runtime, String.join(" ", some));
      for (int turn = 0; turn < PROBES; turn++) {
        Map<String, Double> probe = probe(some, START.plus(EACH.multipliedBy(some.size())), turn);
        Map<String, Double> after = direct.apply(some);
        for (String quantity : some) {
          if (probe.containsKey(quantity) && after.containsKey(quantity)) {
            lines.add(
                new Turn(quantity, before.get(quantity), probe.get(quantity), after.get(quantity)).line());
          }
        }
        before = after;
      }
    }
    Files.write(told, lines);
  }

  /** Those of one name, whatever the size, together. */
  private static Collection<List<String>> groups(Collection<String> quantities) {
    return quantities.stream()
        .collect(
            Collectors.groupingBy(
                quantity -> quantity.replaceFirst("\\.\\d+\\w*$", ""), LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  private Map<String, Double> probe(List<String> some, Duration budget, long seed) {
    Set<String> wanted = new LinkedHashSet<>(some);
    RuntimeReport report =
        host.measure(
                new ProbeRequest(
                    List.of(runtime),
                    Optional.empty(),
                    ProbeRequest.Mode.FRESH,
                    budget,
                    wanted,
                    List.of(),
                    seed,
                    Map.of()),
                Progress.silent())
            .runtime(runtime);
    Map<String, Double> medians = new HashMap<>();
    wanted.forEach(q -> report.estimate(q).toOptional().map(Estimate::median).ifPresent(m -> medians.put(q, m)));
    return medians;
  }
}
