package dev.advise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.advise.facts.Candidate;
import dev.advise.facts.Field;
import dev.advise.facts.Forecast;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Model;
import dev.advise.facts.Profile;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Rehearsal;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Written;
import dev.advise.laws.Estimate;
import dev.advise.laws.Interval;
import dev.advise.report.JsonReport;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a rehearsal changes in the advice. */
class RehearsedTest {

  private static final Advisor ADVISOR = Advisor.shipped();

  private static final HostReport TWO_CORES =
      new HostReport(
          new HostFacts(Map.of(HostFact.CORES_ONLINE, Reading.known(2.0))),
          Map.of(),
          Optional.empty());

  private static final Profile PROFILE =
      Profile.of(
          new Written(
              Map.of(
                  Field.KIND,
                  "cpu-bound",
                  Field.CPU_PER_TASK,
                  0.02,
                  Field.CONCURRENCY,
                  64L,
                  Field.RUNTIME,
                  "native")),
          "case");

  /** Those that would be rehearsed. */
  private static List<Candidate> worth() {
    return worth(PROFILE, TWO_CORES);
  }

  private static List<Candidate> worth(Profile profile, HostReport host) {
    List<Candidate> worth = new ArrayList<>();
    ADVISOR.advise(
        profile,
        host,
        candidates -> {
          worth.addAll(candidates);
          return Rehearsal.none();
        });
    return worth;
  }

  private static Recommendation advised(Rehearsal held) {
    return ADVISOR.advise(PROFILE, TWO_CORES, candidates -> held);
  }

  private static Rehearsal rehearsal(Map<String, Double> ratesByArrangement) {
    Map<Rehearsal.Part, Reading<Rehearsal.Run>> runs = new HashMap<>();
    for (Candidate candidate : worth()) {
      Double rate = ratesByArrangement.get(candidate.topology().arrangement().word());
      if (rate != null) {
        runs.put(
            Rehearsal.Part.of(candidate),
            Reading.known(
                Rehearsal.Run.of(
                    Estimate.of(rate, rate, rate, rate, rate, rate),
                    Estimate.of(0.01, 0.01, 0.01, 0.01, 0.01, 0.01),
                    Estimate.of(0.02, 0.02, 0.02, 0.02, 0.02, 0.02),
                    Optional.empty(),
                    Optional.empty())));
      }
    }
    return new Rehearsal(Optional.of(PROFILE), runs, List.of());
  }

  private static Forecast forecast(Recommendation advised, String arrangement) {
    return advised.forecasts().stream()
        .filter(f -> f.topology().arrangement().word().equals(arrangement))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_rehearsal_of_nothing_leaves_the_prediction() {
    assertEquals(ADVISOR.advise(PROFILE, TWO_CORES), advised(Rehearsal.none()));
  }

  @Test
  void what_is_excluded_makes_nothing_else_hopeless() {
    Map<Field, Object> words = new HashMap<>();
    words.put(Field.KIND, "io-bound");
    words.put(Field.CPU_PER_TASK, 0.0001);
    words.put(Field.WAIT_PER_TASK, 0.1);
    words.put(Field.CONCURRENCY, 1000L);
    words.put(Field.RUNTIME, "native");
    HostReport slowToHandOver =
        new HostReport(
            TWO_CORES.facts(),
            Map.of(
                "native",
                new RuntimeReport(
                    "native",
                    Reading.known("12"),
                    Map.of(),
                    Map.of("handoff.process.64B", Reading.known(Estimate.of(0.01))))),
            Optional.empty());
    assertTrue(worthOfProcesses(words, slowToHandOver).isEmpty(), "a loop does ten times as much");
    words.put(Field.ISOLATION, "required");
    assertFalse(worthOfProcesses(words, slowToHandOver).isEmpty(), "a loop is out");
  }

  private static List<Candidate> worthOfProcesses(Map<Field, Object> words, HostReport host) {
    return worth(Profile.of(new Written(words), "case"), host).stream()
        .filter(candidate -> candidate.model() == Model.PROCESSES)
        .toList();
  }

  @Test
  void tasks_that_queue_for_a_plain_loop_wait_in_its_rehearsal_too() {
    Recommendation advised = advised(rehearsal(Map.of("plain-loop", 50.0)));
    assertEquals(64 / 50.0, forecast(advised, "plain-loop").p99().orElseThrow(), 1e-9);
    assertEquals(32 / 50.0, forecast(advised, "plain-loop").p50().orElseThrow(), 1e-9);
  }

  @Test
  void one_window_that_neighbours_took_is_weighed_against_the_prediction() {
    List<Forecast> predicted = ADVISOR.advise(PROFILE, TWO_CORES).forecasts();
    Map<Rehearsal.Part, Reading<Rehearsal.Run>> runs = new HashMap<>();
    for (Candidate candidate : worth()) {
      double rate =
          predicted.stream()
              .filter(f -> Rehearsal.Part.of(f.candidate()).equals(Rehearsal.Part.of(candidate)))
              .mapToDouble(Forecast::predicted)
              .findFirst()
              .orElseThrow();
      boolean hit = candidate.topology().arrangement().word().equals("process-pool");
      Estimate seen =
          hit
              ? Estimate.reckoned(rate / 3, new Interval(rate / 9, rate))
              : Estimate.reckoned(rate, new Interval(rate / 3, rate * 3));
      runs.put(
          Rehearsal.Part.of(candidate),
          Reading.known(
              Rehearsal.Run.of(
                  seen, Estimate.of(0.01), Estimate.of(0.02), Optional.empty(), Optional.empty())));
    }
    Forecast pool =
        forecast(advised(new Rehearsal(Optional.of(PROFILE), runs, List.of())), "process-pool");
    double seen = pool.run().toOptional().orElseThrow().observed().median();
    assertTrue(pool.tasksPerSecond().median() > 1.5 * seen, pool.toString());
    assertEquals(2, pool.predictionError().orElseThrow(), 1e-6);
  }

  @Test
  void all_that_its_windows_showed_is_told_with_its_interval() throws IOException {
    Map<Rehearsal.Part, Reading<Rehearsal.Run>> runs = new HashMap<>();
    for (Candidate candidate : worth()) {
      runs.put(
          Rehearsal.Part.of(candidate),
          Reading.known(
              Rehearsal.Run.of(
                  Estimate.of(50, 50, 50),
                  sixFrom(0.01, 0.012),
                  sixFrom(0.02, 0.024),
                  Optional.of(sixFrom(0.019, 0.021)),
                  Optional.of(sixFrom(3e6, 5e6)))));
    }
    Recommendation advised = advised(new Rehearsal(Optional.of(PROFILE), runs, List.of()));
    JsonNode told =
        new ObjectMapper()
            .readTree(JsonReport.ofOne(Instant.EPOCH).tell(advised))
            .get("rehearsal")
            .get(0);
    assertInterval(10, 11, 12, told.get("measured_p50_ms"));
    assertInterval(20, 22, 24, told.get("measured_p99_ms"));
    assertInterval(19, 20, 21, told.get("measured_cpu_ms_per_task"));
    assertInterval(3, 4, 5, told.get("measured_memory_mb"));
  }

  private static Estimate sixFrom(double lo, double hi) {
    double middle = (lo + hi) / 2;
    return Estimate.of(lo, lo, middle, middle, hi, hi);
  }

  private static void assertInterval(double lo, double median, double hi, JsonNode told) {
    assertEquals(lo, told.get("lo").asDouble(), 1e-6);
    assertEquals(median, told.get("median").asDouble(), 1e-6);
    assertEquals(hi, told.get("hi").asDouble(), 1e-6);
    assertEquals(6, told.get("passes").asInt());
  }

  @Test
  void what_could_not_be_rehearsed_says_why() {
    Map<Rehearsal.Part, Reading<Rehearsal.Run>> runs =
        new HashMap<>(rehearsal(Map.of("plain-loop", 50.0)).runs());
    Reading<Rehearsal.Run> died = Reading.unknown(Reason.FAILED, "a worker died of signal 9");
    worth().stream()
        .filter(c -> c.topology().arrangement().word().equals("process-pool"))
        .forEach(c -> runs.put(Rehearsal.Part.of(c), died));
    Recommendation advised = advised(new Rehearsal(Optional.of(PROFILE), runs, List.of()));
    assertEquals(died, forecast(advised, "process-pool").run());
  }

  @Test
  void what_was_not_rehearsed_is_taken_to_be_off_as_the_others_were() {
    double predicted =
        forecast(ADVISOR.advise(PROFILE, TWO_CORES), "process-pool").tasksPerSecond().median();
    Recommendation advised = advised(rehearsal(Map.of("plain-loop", 25.0, "thread-pool", 50.0)));
    assertEquals(1, forecast(advised, "plain-loop").predictionError().orElseThrow(), 1e-6);
    assertEquals(predicted / 2, forecast(advised, "process-pool").tasksPerSecond().median(), 1e-6);
  }

  @Test
  void what_was_rehearsed_takes_the_place_of_what_was_predicted() {
    Recommendation advised =
        advised(rehearsal(Map.of("plain-loop", 50.0, "thread-pool", 60.0, "process-pool", 99.0)));
    assertEquals(99, forecast(advised, "process-pool").tasksPerSecond().median());
    assertTrue(forecast(advised, "process-pool").rehearsed());
    assertEquals("PROCESSES", advised.model().orElseThrow().name());
  }

  @Test
  void a_mix_that_hardly_differs_is_predicted_hardly_otherwise() {
    Rehearsal held =
        rehearsal(Map.of("plain-loop", 40.0, "thread-pool", 60.0, "process-pool", 90.0));
    Recommendation same = advised(held);
    Recommendation near =
        ADVISOR.advise(PROFILE.with(Field.CPU_PER_TASK, 0.0201), TWO_CORES, candidates -> held);
    for (String arrangement : List.of("plain-loop", "thread-pool", "process-pool")) {
      Forecast one = forecast(same, arrangement);
      Forecast other = forecast(near, arrangement);
      assertTrue(other.measured() && !other.rehearsed());
      assertEquals(
          one.tasksPerSecond().median(),
          other.tasksPerSecond().median(),
          0.01 * one.tasksPerSecond().median(),
          arrangement);
      assertEquals(
          one.p99().orElseThrow(), other.p99().orElseThrow(), 0.01 * one.p99().orElseThrow());
    }
    assertEquals(same.model(), near.model());
  }
}
