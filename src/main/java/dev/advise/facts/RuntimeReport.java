package dev.advise.facts;

import dev.advise.laws.Estimate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one runtime on the host tells and how it measured.
 *
 * @param runtime its name, e.g. {@code cpython}
 * @param version e.g. {@code 3.11.7}; unknown where the runtime could not be asked
 * @param traits what it says of itself, e.g. {@code gil → on}, {@code cpu_count → 4}
 * @param estimates by quantity, e.g. {@code spawn.process}, in SI base units
 * @param noise the share of time that the host lost while it was measured, 0 to 1: a relative
 *     effect smaller than that is inconclusive; empty where it was not measured
 */
public record RuntimeReport(
    String runtime,
    Reading<String> version,
    Map<String, String> traits,
    Map<String, Reading<Estimate>> estimates,
    Optional<Double> noise) {

  /** The trait that tells how many cores other programs kept busy. */
  public static final String OTHERS_CORES = "noise.others-cores";

  /** A report of a host whose noise was not measured. */
  public RuntimeReport(
      String runtime,
      Reading<String> version,
      Map<String, String> traits,
      Map<String, Reading<Estimate>> estimates) {
    this(runtime, version, traits, estimates, Optional.empty());
  }

  public RuntimeReport {
    traits = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(traits));
    estimates = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(estimates));
  }

  /** A runtime that could not be asked. */
  public static RuntimeReport absent(String runtime, Reason reason, String detail) {
    return new RuntimeReport(runtime, Reading.unknown(reason, detail), Map.of(), Map.of());
  }

  /** The estimate of a quantity, or why there is none. */
  public Reading<Estimate> estimate(String quantity) {
    Reading<Estimate> reading = estimates.get(quantity);
    if (reading != null) {
      return reading;
    }
    return version.fold(
        v -> Reading.unknown(Reason.NOT_ASKED, "not asked"),
        why -> Reading.unknown(why.reason(), why.detail()));
  }

  public Optional<String> trait(String name) {
    return Optional.ofNullable(traits.get(name));
  }

  /** Cores that other programs kept busy meanwhile; 0 where that is not known. */
  public double othersCores() {
    return trait(OTHERS_CORES).map(Double::parseDouble).orElse(0.0);
  }
}
