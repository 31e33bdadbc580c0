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

  /** The estimate, where there are passes enough for its interval to be one. */
  Optional<Estimate> estimate(String quantity) {
    return Optional.ofNullable(passes.get(quantity))
        .filter(medians -> !hasFailed(quantity))
        .map(Estimate::new)
        .filter(Estimate::isSettled);
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
