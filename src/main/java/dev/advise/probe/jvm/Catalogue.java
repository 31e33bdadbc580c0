package dev.advise.probe.jvm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Every probe of this runtime by name, and why the others are missing. */
final class Catalogue {

  /** One sample of a quantity. */
  @FunctionalInterface
  interface Probe {
    double sample(Bench bench) throws Exception;
  }

  /** What a batch costs and a little more, in milliseconds. */
  private static final double USUAL_COST_MS = 5;

  /** Until the compiler has had its chance. */
  private static final double WARM_UP_MS = 30;

  /** Of round trips: half a batch that is not timed goes before each. */
  private static final double ROUND_TRIPS_MS = 7.5;

  private final Map<String, Probe> probes = new TreeMap<>();
  private final Map<String, Double> costs = new TreeMap<>();
  private final Map<String, Double> beginnings = new TreeMap<>();
  private final Map<String, String> partners = new TreeMap<>();
  private final Map<String, Absent> absent = new TreeMap<>();

  Catalogue() {
    Spawning.enter(this);
    Switching.enter(this);
    HandingOver.enter(this);
    Sharing.enter(this);
    Computing.enter(this);
    Waiting.enter(this);
    Footprints.enter(this);
    Faults.enter(this);
  }

  /** A probe whose round is expected to take so many milliseconds. */
  void probe(String name, double costMs, Probe probe) {
    probes.put(name, probe);
    costs.put(name, costMs);
  }

  /** A probe whose first sample takes so many milliseconds beyond the usual. */
  void probe(String name, double costMs, double beginMs, Probe probe) {
    probe(name, costMs, probe);
    beginnings.put(name, beginMs);
  }

  /** A probe whose first run is for the compiler and not told. */
  void probeAfterARun(String name, double costMs, Probe probe) {
    probe(
        name,
        costMs,
        costMs,
        bench -> {
          if (bench.isFirst()) {
            probe.sample(bench);
          }
          return probe.sample(bench);
        });
  }

  /** A probe of one batch. */
  void probe(String name, Probe probe) {
    probe(name, USUAL_COST_MS, WARM_UP_MS, probe);
  }

  /** A probe of one batch of round trips. */
  void probeOfRoundTrips(String name, double beginMs, Probe probe) {
    probe(name, ROUND_TRIPS_MS, beginMs, probe);
  }

  /** Names whom a probe's first sample starts, for all who name the same. */
  void partner(String name, String partner) {
    partners.put(name, partner);
  }

  void absent(String name, Absent why) {
    absent.put(name, why);
  }

  void noSuchConcept(String name, String detail) {
    absent(name, Absent.noSuchConcept(detail));
  }

  /** The probe of that name. */
  Probe named(String name) throws Absent {
    if (absent.containsKey(name)) {
      throw absent.get(name);
    }
    if (!probes.containsKey(name)) {
      throw Absent.noSuchConcept("unknown probe");
    }
    return probes.get(name);
  }

  Set<String> names() {
    return probes.keySet();
  }

  Map<String, Object> absences() {
    Map<String, Object> all = new LinkedHashMap<>();
    absent.forEach(
        (name, why) ->
            all.put(
                name, Map.of("reason", why.reason(), "detail", String.valueOf(why.getMessage()))));
    return all;
  }

  /** What a round takes in milliseconds: a guess until it has been seen. */
  double cost(String name) {
    return costs.getOrDefault(name, 0.0);
  }

  void cost(String name, double ms) {
    costs.replace(name, ms);
  }

  /** What the first samples take beyond the usual, in milliseconds, by name. */
  Map<String, Double> beginnings() {
    return beginnings;
  }

  /** Who is started meanwhile, by name. */
  Map<String, String> partners() {
    return partners;
  }
}
