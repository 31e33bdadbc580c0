package dev.advise.probe;

import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.laws.Estimate;
import dev.advise.laws.OrderStatistics;
import dev.advise.probe.driver.Fault;
import dev.advise.probe.driver.Told;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has been sampled so far, pass by pass: a pass counts as the median of its samples. */
final class Samples {

  /** With fewer passes there is not even a middle one; six make the interval one of 95 %. */
  static final int FEWEST_PASSES = 3;

  private final Map<String, List<Double>> passes = new LinkedHashMap<>();
  private final Map<String, List<Double>> thisPass = new LinkedHashMap<>();
  private final Map<String, Fault> faults = new LinkedHashMap<>();

  void add(Told told) {
    if (told instanceof Told.Sample sample) {
      thisPass.computeIfAbsent(sample.quantity(), q -> new ArrayList<>()).add(sample.value());
    } else if (told instanceof Told.Absence absence) {
      fail(absence.quantity(), new Fault(absence.reason(), absence.detail()));
    }
  }

  /** A quantity that is not to be had; the first reason counts. */
  void fail(String quantity, Fault fault) {
    faults.putIfAbsent(quantity, fault);
  }

  boolean hasFailed(String quantity) {
    return faults.containsKey(quantity);
  }

  void endPass() {
    thisPass.forEach(
        (quantity, values) ->
            passes
                .computeIfAbsent(quantity, q -> new ArrayList<>())
                .add(OrderStatistics.median(values)));
    thisPass.clear();
  }

  /** Whether there is any sample of a quantity. */
  boolean has(String quantity) {
    return thisPass.containsKey(quantity) || passes.containsKey(quantity);
  }

  /** How many passes a quantity has been sampled in. */
  int passes(String quantity) {
    return passes.getOrDefault(quantity, List.of()).size();
  }

  /** The same, where the pass that is under way counts too. */
  int passesWithThis(String quantity) {
    return passes(quantity) + (thisPass.containsKey(quantity) ? 1 : 0);
  }

  /** The estimate, where there are passes enough for one; it need not be settled yet. */
  Optional<Estimate> estimate(String quantity) {
    return Optional.ofNullable(passes.get(quantity))
        .filter(medians -> !hasFailed(quantity) && medians.size() >= FEWEST_PASSES)
        .map(Estimate::new);
  }

  /** The estimate, or why there is none. */
  Reading<Estimate> reading(String quantity) {
    if (hasFailed(quantity)) {
      return faults.get(quantity).asReading();
    }
    return estimate(quantity)
        .map(Reading::known)
        .orElseGet(() -> Reading.unknown(Reason.NOT_ASKED, "the budget was spent"));
  }
}
