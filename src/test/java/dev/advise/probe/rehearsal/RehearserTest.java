package dev.advise.probe.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.Field;
import dev.advise.facts.Model;
import dev.advise.facts.Profile;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.Rehearsal;
import dev.advise.facts.Topology;
import dev.advise.facts.Written;
import dev.advise.probe.Progress;
import dev.advise.probe.driver.Batch;
import dev.advise.probe.driver.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RehearserTest {

  private static final Rehearsal.Part PLAIN = new Rehearsal.Part(Model.ASYNC, Topology.plainLoop());
  private static final Rehearsal.Part THREADS =
      new Rehearsal.Part(Model.THREADS, Topology.threadPool(2));
  private static final Rehearsal.Part PROCESSES =
      new Rehearsal.Part(Model.PROCESSES, Topology.processPool(2));

  private static final Profile PROFILE =
      Profile.of(
          new Written(
              Map.of(Field.KIND, "cpu-bound", Field.CPU_PER_TASK, 0.001, Field.RUNTIME, "native")),
          "case");

  /** A host on which time passes only while somebody is on stage. */
  private static final class PretendHost implements Stage {

    private long nanos;
    private final List<Map<String, Object>> asked = new ArrayList<>();
    private final Map<String, Double> rates;
    private String disturbed = "";

    PretendHost(Map<String, Double> rates) {
      this.rates = rates;
    }

    @Override
    public Reading<Map<String, Object>> ask(Map<String, Object> request, Deadline deadline) {
      asked.add(request);
      if (request.get("do").equals("calibrate")) {
        nanos += 60_000_000L;
        return Reading.known(Map.of("steps_per_s", 1e8));
      }
      double window = (Double) request.get("window_s");
      nanos += (long) (1.6e9 * window);
      String arrangement = String.valueOf(request.get("arrangement"));
      Double rate = rates.get(arrangement);
      if (rate != null && arrangement.equals(disturbed) && runsOf(arrangement) == 1) {
        rate /= 3;
      }
      return rate == null
          ? Reading.unknown(Reason.FAILED, "a worker died of signal 9")
          : Reading.known(
              Map.of(
                  "tasks", rate * window, "seconds", window, "latencies_s", List.of(0.01, 0.02)));
    }

    long runsOf(String arrangement) {
      return asked.stream().filter(r -> arrangement.equals(r.get("arrangement"))).count();
    }

    Rehearsal rehearse(double seconds, Rehearsal.Part... parts) {
      return new Rehearser(this, new Batch.Bounds(4, 64, 1 << 28, List.of(0, 1)), 1)
          .rehearse(
              PROFILE,
              List.of(parts),
              Deadline.in(Duration.ofMillis((long) (seconds * 1e3)), () -> nanos),
              Progress.silent());
    }
  }

  @Test
  void every_candidate_gets_its_rate_and_the_budget_is_kept() {
    PretendHost host =
        new PretendHost(Map.of("plain-loop", 950.0, "thread-pool", 1000.0, "process-pool", 980.0));
    Rehearsal held = host.rehearse(5, PLAIN, THREADS, PROCESSES);
    assertEquals(
        1000, held.runs().get(THREADS).toOptional().orElseThrow().tasksPerSecond().median(), 1e-6);
    assertEquals(3, held.runs().size());
    assertTrue(host.nanos <= 5e9, "took " + host.nanos);
    assertTrue(host.runsOf("thread-pool") >= 6);
  }

  @Test
  void the_hopeless_are_dropped_and_those_who_tie_get_their_time() {
    PretendHost host =
        new PretendHost(Map.of("plain-loop", 100.0, "thread-pool", 1000.0, "process-pool", 980.0));
    host.rehearse(5, PLAIN, THREADS, PROCESSES);
    assertEquals(1, host.runsOf("plain-loop"));
    assertTrue(host.runsOf("process-pool") >= 6);
  }

  @Test
  void one_window_that_a_neighbour_took_is_not_held_against_a_candidate() {
    PretendHost host =
        new PretendHost(Map.of("plain-loop", 100.0, "thread-pool", 1000.0, "process-pool", 980.0));
    host.disturbed = "thread-pool";
    Rehearsal held = host.rehearse(5, PLAIN, THREADS, PROCESSES);
    assertEquals(
        1000, held.runs().get(THREADS).toOptional().orElseThrow().tasksPerSecond().median(), 1e-6);
  }

  @Test
  void a_candidate_that_fails_says_why_and_the_others_go_on() {
    PretendHost host = new PretendHost(Map.of("plain-loop", 500.0, "thread-pool", 1000.0));
    Rehearsal held = host.rehearse(5, PLAIN, THREADS, PROCESSES);
    assertEquals(
        Reading.unknown(Reason.FAILED, "a worker died of signal 9"), held.runs().get(PROCESSES));
    assertTrue(held.runs().get(THREADS).toOptional().isPresent());
    assertEquals(1, host.runsOf("process-pool"));
  }

  @Test
  void a_budget_too_small_for_all_leaves_some_unasked() {
    PretendHost host =
        new PretendHost(Map.of("plain-loop", 1.0, "thread-pool", 1.0, "process-pool", 1.0));
    Rehearsal held = host.rehearse(0.35, PLAIN, THREADS, PROCESSES);
    assertTrue(
        held.runs().values().stream()
            .anyMatch(r -> r.equals(Reading.unknown(Reason.NOT_ASKED, "the budget was spent"))));
  }

  @Test
  void where_time_is_short_the_fastest_are_run_again_and_the_slowest_are_not() {
    PretendHost host =
        new PretendHost(Map.of("plain-loop", 800.0, "thread-pool", 990.0, "process-pool", 1000.0));
    double once = 3 * 1.6 * 0.06;
    host.rehearse(0.06 + once + 2 * 1.6 * 0.06 + 0.01, PLAIN, THREADS, PROCESSES);
    assertEquals(1, host.runsOf("plain-loop"));
    assertEquals(2, host.runsOf("thread-pool"));
    assertEquals(2, host.runsOf("process-pool"));
  }

  @Test
  void workers_that_share_cores_warm_up_as_long_as_their_tasks_take() {
    PretendHost host = new PretendHost(Map.of("thread-pool", 1000.0));
    Rehearsal.Part many = new Rehearsal.Part(Model.THREADS, Topology.threadPool(60));
    host.rehearse(1, THREADS, many);
    double few = warmUp(host, 2);
    double longest = warmUp(host, 60);
    assertTrue(few < longest, "warm-up of few workers " + few);
    assertEquals(1.2 * 0.001 * 60 / 2, longest, 1e-9);
  }

  private static double warmUp(PretendHost host, int threads) {
    return host.asked.stream()
        .filter(request -> Integer.valueOf(threads).equals(request.get("threads")))
        .mapToDouble(request -> (Double) request.get("warmup_s"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whose_processes_are_dear_to_start_come_last_of_the_first_round() {
    PretendHost host =
        new PretendHost(Map.of("plain-loop", 1.0, "thread-pool", 1.0, "process-pool", 1.0));
    host.rehearse(5, PROCESSES, THREADS, PLAIN);
    assertEquals("process-pool", host.asked.get(3).get("arrangement")); // after the calibration
  }

  @Test
  void a_thousand_processes_are_not_started_for_a_rehearsal() {
    PretendHost host = new PretendHost(Map.of("process-pool", 1.0));
    Rehearsal held =
        host.rehearse(5, new Rehearsal.Part(Model.PROCESSES, Topology.processPool(1000)));
    assertEquals(0, host.runsOf("process-pool"));
    assertTrue(held.runs().values().iterator().next() instanceof Reading.Unknown);
  }

  @Test
  void equal_seeds_give_the_same_order() {
    PretendHost one = new PretendHost(Map.of("plain-loop", 1.0, "thread-pool", 1.0));
    PretendHost other = new PretendHost(Map.of("plain-loop", 1.0, "thread-pool", 1.0));
    one.rehearse(2, PLAIN, THREADS);
    other.rehearse(2, PLAIN, THREADS);
    assertEquals(one.asked, other.asked);
  }
}
