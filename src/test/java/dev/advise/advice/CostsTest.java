package dev.advise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.Arrangement;
import dev.advise.facts.Reading;
import dev.advise.facts.RuntimeReport;
import dev.advise.laws.Estimate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CostsTest {

  /** Of a host of two cores, each quantity measured alike in every pass. */
  private static Costs costs(Map<String, Double> measured) {
    Map<String, Reading<Estimate>> estimates = new TreeMap<>();
    measured.forEach(
        (quantity, value) ->
            estimates.put(quantity, Reading.known(new Estimate(Collections.nCopies(6, value)))));
    return new Costs(
        new RuntimeReport("node", Reading.known("20"), Map.of(), estimates), 2, Estimate::median);
  }

  @Test
  void handing_over_computes_for_the_whole_round_trip_but_the_wait_for_a_sleeper() {
    Map<String, Double> measured =
        new TreeMap<>(Map.of("switch.process", 4e-6, "handoff.process.64B", 150e-6));
    assertEquals(150e-6, costs(measured).handOver("process"), 1e-12);
    measured.put("switch.process-across", 24e-6);
    assertEquals(110e-6, costs(measured).handOver("process"), 1e-12);
    measured.put("handoff.process.64B", 40e-6);
    assertEquals(8e-6, costs(measured).handOver("process"), 1e-12, "two switches at least");
  }

  @Test
  void a_cost_measured_at_one_size_says_nothing_of_how_it_grows() {
    Costs costs =
        costs(
            Map.of(
                "handoff.reference.64B", 40e-6,
                "handoff.thread.64B", 50e-6,
                "handoff.thread.1MiB", 2e-3));
    assertEquals(2e-3 - 50e-6, costs.copying("thread", 1 << 20), 1e-9);
    assertEquals(0, costs.copying("reference", 1 << 20));
    assertEquals(40e-6, costs.roundTrip("reference", 1 << 20).getAsDouble(), 1e-12);
    assertTrue(costs.roundTrip("process", 64).isEmpty());
  }

  @Test
  void a_hundred_waits_tell_what_one_takes_where_a_thousand_were_not_measured() {
    Map<String, Double> measured = new TreeMap<>(Map.of("waiters.async.100", 0.011));
    assertEquals(10e-6, costs(measured).loopTask(true), 1e-12);
    assertTrue(costs(measured).knows(Arrangement.LOOP));
    measured.put("waiters.async.1000", 0.018);
    assertEquals(8e-6, costs(measured).loopTask(true), 1e-12);
    assertEquals(0, costs(measured).loopTask(false));
  }

  @Test
  void cores_beyond_those_measured_give_what_contention_leaves() {
    Costs contended = costs(Map.of("cpu-scaling.threads", 1.6));
    assertEquals(1.6, contended.scaled("threads", 2), 1e-9);
    // σ = (2 / 1.6 − 1) / (2 − 1) = 0.25, so 8 cores do 8 / (1 + 0.25 × 7).
    assertEquals(8 / 2.75, contended.scaled("threads", 8), 1e-9);
    assertEquals(64, costs(Map.of("cpu-scaling.threads", 2.0)).scaled("threads", 64), 1e-9);
    assertEquals(64, costs(Map.of()).scaled("threads", 64), 1e-9);
  }

  @Property
  void more_cores_never_give_less(
      @ForAll @DoubleRange(min = 0.5, max = 2.5) double scaling,
      @ForAll @IntRange(min = 1, max = 256) int cores) {
    Costs costs = costs(Map.of("cpu-scaling.threads", scaling));
    assertTrue(
        costs.scaled("threads", cores + 1) >= costs.scaled("threads", cores) - 1e-9,
        () -> "at " + cores);
  }
}
