package dev.advise.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.ClaimTest;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.laws.Estimate;
import dev.advise.probe.driver.Answer;
import dev.advise.probe.driver.Batch;
import dev.advise.probe.driver.Deadline;
import dev.advise.probe.driver.Description;
import dev.advise.probe.driver.Fault;
import dev.advise.probe.driver.Told;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Sampling by a clock that only samples move. */
class SamplingTest {

  private static final Batch.Bounds BOUNDS = new Batch.Bounds(4, 8, 1 << 20, List.of(0));

  /** Answers with given values and costs; a cost is in seconds of the clock. */
  private static final class Script implements Sampler {
    private final Map<String, Double> cost = new HashMap<>();
    private final Map<String, Double> said = new HashMap<>();
    private final Map<String, double[]> values = new HashMap<>();
    private final Map<String, Fault> faults = new HashMap<>();
    private final List<Batch> asked = new ArrayList<>();
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<String, Double> begins = new HashMap<>();
    private final Map<String, String> partners = new HashMap<>();
    private final Set<String> started = new HashSet<>();
    private final Random random = new Random(7);
    private long now;
    private double slowFrom = Double.MAX_VALUE;

    /** From so many seconds on everything takes five times as long. */
    Script slowFrom(double seconds) {
      slowFrom = seconds;
      return this;
    }

    Script quantity(String name, double seconds, double... itsValues) {
      cost.put(name, seconds);
      values.put(name, itsValues);
      return this;
    }

    @Override
    public Answer measure(Batch batch, Deadline deadline) {
      asked.add(batch);
      List<Told> told = new ArrayList<>();
      for (int round = 0; round < batch.rounds(); round++) {
        for (String quantity : batch.quantities()) {
          if (faults.containsKey(quantity)) {
            return new Answer(told, Optional.of(faults.get(quantity)));
          }
          double usual = cost.get(quantity);
          double seconds = usual <= 0.008 ? usual * batch.bounds().batchMillis() / 4 : usual;
          seconds = now / 1e9 >= slowFrom ? 5 * seconds : seconds;
          if (seconds > deadline.remaining().toNanos() / 1e9) {
            now = deadline.atNanos();
            return new Answer(told, Optional.of(new Fault(Reason.TIMED_OUT, "too late")));
          }
          now += (long) (seconds * 1e9);
          boolean starts = started.add(partners.getOrDefault(quantity, quantity));
          now += starts ? (long) (1e9 * begins.getOrDefault(quantity, 0.0)) : 0;
          double[] its = values.get(quantity);
          double value =
              its.length == 2
                  ? its[0] + random.nextDouble() * (its[1] - its[0])
                  : its[taken.merge(quantity, 1, Integer::sum) % its.length];
          told.add(new Told.Sample(quantity, value, seconds));
        }
      }
      return new Answer(told, Optional.empty());
    }

    /** Its first sample takes so many seconds more. */
    Script beginning(String quantity, double seconds) {
      begins.put(quantity, seconds);
      return this;
    }

    Samples run(double budget, ClaimTest... tests) {
      Map<String, Double> costs = new HashMap<>(cost);
      costs.putAll(said);
      Description description =
          new Description(
              "fake", "1", Map.of(), List.copyOf(cost.keySet()), Map.of(), costs, begins, partners);
      Duration time = Duration.ofNanos((long) (budget * 1e9));
      return new Sampling(
              this,
              description,
              List.of(tests),
              42,
              BOUNDS,
              Deadline.in(time, () -> now),
              share -> {})
          .run(cost.keySet().stream().sorted().toList());
    }

    double spent() {
      return now / 1e9;
    }

    long timesAsked(String quantity) {
      return asked.stream().filter(batch -> batch.quantities().contains(quantity)).count();
    }
  }

  private static ClaimTest ratio(String one, String other) {
    return new ClaimTest(ClaimTest.Form.RATIO, List.of(one, other), ClaimTest.Side.ABOVE, 3);
  }

  private static ClaimTest above(String quantity, double threshold) {
    return new ClaimTest(
        ClaimTest.Form.QUANTITY, List.of(quantity), ClaimTest.Side.ABOVE, threshold);
  }

  private static Estimate known(Samples samples, String quantity) {
    return samples.reading(quantity).toOptional().orElseThrow();
  }

  private static Fault why(Samples samples, String quantity) {
    return samples
        .reading(quantity)
        .fold(
            known -> {
              throw new AssertionError(quantity + " is known");
            },
            unknown -> new Fault(unknown.reason(), unknown.detail()));
  }

  @Test
  void a_short_budget_starts_no_partner_that_it_cannot_wait_for() {
    Script script =
        new Script()
            .quantity("handoff.process.64B", 0.004, 1e-4)
            .quantity("cpu.arithmetic", 0.006, 2e-3)
            .beginning("handoff.process.64B", 0.14);
    Samples samples = script.run(0.12);

    assertTrue(samples.reading("cpu.arithmetic").toOptional().isPresent());
    assertEquals(0, script.timesAsked("handoff.process.64B"));
    assertEquals("the budget was spent", why(samples, "handoff.process.64B").detail());
  }

  @Test
  void a_partner_that_several_share_is_reckoned_once() {
    Script script =
        new Script()
            .quantity("handoff.process.64B", 0.004, 1e-4)
            .quantity("handoff.process.1MiB", 0.004, 1e-3)
            .beginning("handoff.process.64B", 0.4)
            .beginning("handoff.process.1MiB", 0.4);
    ClaimTest test = ratio("handoff.process.1MiB", "handoff.process.64B");
    script.run(2.4, test);
    assertEquals(0, script.timesAsked("handoff.process.64B"));

    script.partners.putAll(Map.of("handoff.process.64B", "echo", "handoff.process.1MiB", "echo"));
    known(script.run(2.4, test), "handoff.process.1MiB");
  }

  @Test
  void two_probes_of_a_host_judge_the_same_claims_though_things_take_longer_in_one() {
    Set<Set<String>> judged = new HashSet<>();
    for (double slower : new double[] {1, 1.1, 1.2, 1.4}) {
      Script script = new Script().quantity("noise.lost-share", 0.02 * slower, 0.01);
      List<ClaimTest> tests = new ArrayList<>(List.of(Noise.WANTED));
      for (int i = 0; i < 20; i++) {
        String quantity = "dear." + i;
        script.quantity(quantity, (0.05 + 0.001 * i) * slower, 9);
        script.said.put(quantity, 0.05 + 0.001 * i);
        tests.add(above(quantity, 1));
      }
      Samples samples = script.run(4.2 - 0.1 * slower, tests.toArray(ClaimTest[]::new));
      judged.add(
          script.cost.keySet().stream()
              .filter(quantity -> samples.estimate(quantity).isPresent())
              .collect(Collectors.toSet()));
    }
    assertEquals(1, judged.size(), judged.toString());
    assertTrue(judged.iterator().next().size() > 8, judged.toString());
  }

  @Test
  void what_the_start_took_of_the_usual_budget_changes_neither_the_choice_nor_the_batches() {
    Set<Object> seen = new HashSet<>();
    for (double budget = 3.1; budget < 4.5; budget += 0.05) {
      Script script = new Script().quantity("noise.lost-share", 0.02, 0.01);
      List<ClaimTest> tests = new ArrayList<>(List.of(Noise.WANTED));
      for (int i = 0; i < 62; i++) {
        script.quantity("quick." + i, 0.005, 9);
      }
      for (int i = 0; i < 20; i++) {
        String quantity = "dear." + i;
        script.quantity(quantity, 0.05 + 0.001 * i, 9);
        tests.add(above(quantity, 1));
      }
      Samples samples = script.run(budget, tests.toArray(ClaimTest[]::new));
      Set<Integer> batches =
          script.asked.stream()
              .map(batch -> batch.bounds().batchMillis())
              .collect(Collectors.toSet());
      Set<String> dear =
          script.cost.keySet().stream()
              .filter(q -> q.startsWith("dear") && samples.estimate(q).isPresent())
              .collect(Collectors.toSet());
      seen.add(List.of(batches, dear));
    }
    assertEquals(1, seen.size(), seen.toString());
  }

  @Test
  void a_pass_of_what_is_quick_and_undecided_is_of_three_samples() {
    Script script =
        new Script().quantity("noise.lost-share", 0.02, 0.01).quantity("near", 0.004, 0.7, 1.3);
    script.quantity("far", 0.004, 6.7, 7.3);
    for (int i = 0; i < 150; i++) {
      script.quantity("other." + i, 0.009, 1);
    }
    script.run(5, Noise.WANTED, above("near", 1), above("far", 1));

    assertTrue(
        script.asked.stream()
            .filter(batch -> batch.rounds() > 1)
            .allMatch(batch -> batch.quantities().equals(List.of("near")) && batch.rounds() == 3),
        "others had more rounds");
    assertTrue(script.asked.stream().filter(batch -> batch.rounds() > 1).count() >= 6);
  }

  @Test
  void what_no_claim_asks_for_waits_until_it_is_known_which_claims_are_undecided() {
    Script script =
        new Script()
            .quantity("noise.lost-share", 0.02, 0.01)
            .quantity("asked", 0.004, 9)
            .quantity("unasked", 0.004, 9);
    script.run(5, Noise.WANTED, above("asked", 1));

    List<String> inOrder =
        script.asked.stream().flatMap(batch -> batch.quantities().stream()).toList();
    long askedBefore =
        inOrder.subList(0, inOrder.indexOf("unasked")).stream().filter("asked"::equals).count();
    assertTrue(askedBefore >= 3, "asked " + askedBefore + " times before");
  }

  @Test
  void claims_are_settled_one_by_one_though_they_share_what_is_compared() {
    Script script =
        new Script()
            .quantity("spawn.thread", 0.004, 1e-4)
            .quantity("spawn.task", 0.004, 1e-6)
            .quantity("spawn.process", 0.2, 0.1);
    Samples samples =
        script.run(
            0.3, ratio("spawn.thread", "spawn.task"), ratio("spawn.process", "spawn.thread"));

    assertTrue(samples.reading("spawn.task").toOptional().isPresent());
    assertTrue(samples.reading("spawn.thread").toOptional().isPresent());
    assertEquals(0, script.timesAsked("spawn.process"));
  }

  @Test
  void a_steady_quantity_gets_six_passes_over_most_of_the_budget_and_no_more() {
    Script script = new Script().quantity("spawn.thread", 0.004, 1e-4);
    Samples samples = script.run(5);

    assertEquals(6, known(samples, "spawn.thread").passes().size());
    assertEquals(1e-4, known(samples, "spawn.thread").median());
    assertTrue(script.spent() > 2.5 && script.spent() <= 4.75, "spent " + script.spent());
  }

  @Test
  void a_restless_quantity_gets_six_passes_more_where_they_are_far_enough_apart() {
    Script script = new Script().quantity("spawn.thread", 0.004, 1e-4, 3e-4);
    // Long passes would have steady medians: few samples fit into each here.
    script.cost.put("spawn.thread", 0.08);

    assertEquals(12, known(script.run(10), "spawn.thread").passes().size());
  }

  @Test
  void the_budget_is_held_whatever_it_is() {
    for (double budget : new double[] {0.3, 1, 5, 20}) {
      Script script = new Script();
      for (int i = 0; i < 60; i++) {
        script.quantity("quick." + i, 0.004 + i * 1e-4, 1, 2);
      }
      script.quantity("waiters.sequential.1000", 10, 10).quantity("spawn.spawn", 0.07, 0.07);
      script.run(budget);
      assertTrue(script.spent() <= budget, budget + " became " + script.spent());
    }
  }

  @Test
  void what_the_budget_cannot_afford_is_not_asked_and_does_not_cost_the_others() {
    Script script =
        new Script()
            .quantity("waiters.sequential.1000", 10, 10)
            .quantity("spawn.thread", 0.004, 1e-4);
    Samples samples = script.run(5);

    assertEquals(
        new Fault(Reason.NOT_ASKED, "the budget was spent"),
        why(samples, "waiters.sequential.1000"));
    assertEquals(0, script.timesAsked("waiters.sequential.1000"));
    known(samples, "spawn.thread");
  }

  @Test
  void what_a_claim_asks_for_goes_before_what_is_merely_cheap() {
    Script script = new Script().quantity("footprint.process", 0.1, 9e6);
    for (int i = 0; i < 100; i++) {
      script.quantity("quick." + i, 0.01, 1);
    }
    ClaimTest test = above("footprint.process", 1e6);

    known(script.run(2, test), "footprint.process");
  }

  @Test
  void what_seemed_too_dear_is_taken_in_when_others_turn_out_cheap() {
    Script script = new Script().quantity("spawn.spawn", 0.2, 0.07);
    for (int i = 0; i < 20; i++) {
      script.quantity("quick." + i, 0.009, 1);
      script.said.put("quick." + i, 0.029);
    }
    Samples samples = script.run(3.5);

    assertTrue(known(samples, "spawn.spawn").passes().size() >= 3);
  }

  @Test
  void what_a_claim_asks_for_in_vain_does_not_cost_the_others() {
    Script script = new Script().quantity("waiters.threads.10", 0.25, 0.25);
    for (int i = 0; i < 20; i++) {
      script.quantity("quick." + i, 0.01, 1);
    }
    ClaimTest test =
        new ClaimTest(
            ClaimTest.Form.RATIO,
            List.of("waiters.threads.100", "waiters.threads.10"),
            ClaimTest.Side.BELOW,
            5);
    Samples samples = script.run(1.5, test);

    assertEquals(0, script.timesAsked("waiters.threads.10"));
    assertEquals(6, known(samples, "quick.19").passes().size());
  }

  @Test
  void a_test_that_straddles_its_threshold_gets_what_is_left_before_the_widest() {
    Script script =
        new Script()
            .quantity("switch.thread", 0.09, 1.0, 1.3, 1.0, 1.3)
            .quantity("loop.blocked", 0.09, 2, 9)
            .quantity("crash.thread", 0.09, 2, 9);
    ClaimTest test = above("switch.thread", 1.15);
    Samples samples = script.run(2.2, test);

    assertEquals(9, known(samples, "switch.thread").passes().size());
    assertEquals(6, known(samples, "loop.blocked").passes().size());
  }

  @Test
  void what_one_bad_pass_leaves_undecided_gets_more_before_others_have_six() {
    Script script =
        new Script()
            .quantity("switch.thread", 0.09, 2, 2, 0.5, 2, 2, 2, 2, 2, 2, 2)
            .quantity("loop.blocked", 0.09, 2)
            .quantity("crash.thread", 0.09, 2);
    ClaimTest test = above("switch.thread", 1);
    Estimate estimate = known(script.run(1.9, test), "switch.thread");

    assertTrue(test.confidence(List.of(estimate)).isWhollyAbove(1), estimate.toString());
  }

  @Test
  void what_lies_within_the_noise_of_its_threshold_is_undecided() {
    Script script =
        new Script()
            .quantity("switch.thread", 0.09, 1.06, 1.07)
            .quantity(Noise.LOST_SHARE, 0.02, 0.1);
    ClaimTest test = above("switch.thread", 1);

    assertTrue(known(script.run(2.2, test, Noise.WANTED), "switch.thread").passes().size() >= 9);
  }

  @Test
  void compared_quantities_have_equally_many_passes() {
    Script script =
        new Script().quantity("spawn.thread", 0.05, 1, 3).quantity("spawn.process", 0.004, 7);
    ClaimTest test =
        new ClaimTest(
            ClaimTest.Form.RATIO,
            List.of("spawn.process", "spawn.thread"),
            ClaimTest.Side.ABOVE,
            3);
    Samples samples = script.run(5, test);

    assertEquals(
        known(samples, "spawn.thread").passes().size(),
        known(samples, "spawn.process").passes().size());
  }

  @Test
  void when_a_neighbour_wakes_up_the_least_wanted_go_and_what_is_asked_for_is_settled() {
    Script script = new Script().quantity("footprint.process", 0.05, 9e6).slowFrom(1.5);
    for (int i = 0; i < 40; i++) {
      script.quantity("quick." + i, 0.01, 1);
    }
    ClaimTest test = above("footprint.process", 1e6);
    Samples samples = script.run(5, test);

    assertTrue(known(samples, "footprint.process").isSettled());
    assertTrue(script.spent() <= 5, "spent " + script.spent());
  }

  @Test
  void the_end_of_the_budget_is_not_a_fault_of_the_quantity_whose_turn_it_was() {
    Script script = new Script().quantity("spawn.process", 0.2, 0.2).slowFrom(1.9);
    Samples samples = script.run(2.5);

    assertTrue(samples.estimate("spawn.process").isPresent());
  }

  @Test
  void a_quantity_that_breaks_the_driver_is_unknown_and_the_others_are_measured() {
    Script script =
        new Script()
            .quantity("crash.thread", 0.01, 0)
            .quantity("crash.process", 0.01, 1)
            .quantity("spawn.thread", 0.004, 1);
    Fault fault = new Fault(Reason.FAILED, "its driver was killed by signal 11");
    script.faults.put("crash.thread", fault);
    Samples samples = script.run(5);

    assertEquals(fault, why(samples, "crash.thread"));
    assertEquals(1, known(samples, "crash.process").median());
    known(samples, "spawn.thread");
  }

  @Test
  void the_same_samples_and_seed_give_the_same_estimates() {
    List<Reading<Estimate>> first = restless();
    assertEquals(first, restless());
  }

  private static List<Reading<Estimate>> restless() {
    Script script =
        new Script().quantity("spawn.thread", 0.004, 1, 2).quantity("spawn.process", 0.02, 5, 9);
    Samples samples = script.run(5);
    return List.of(samples.reading("spawn.thread"), samples.reading("spawn.process"));
  }

  @Test
  void the_order_of_turns_is_not_always_the_same() {
    Script script =
        new Script().quantity("spawn.thread", 0.004, 1).quantity("spawn.process", 0.004, 1);
    script.run(5);

    assertFalse(
        script.asked.stream().map(batch -> batch.quantities().get(0)).distinct().count() == 1);
  }
}
