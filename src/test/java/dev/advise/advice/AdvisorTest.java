package dev.advise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.Backing;
import dev.advise.facts.Claim;
import dev.advise.facts.Field;
import dev.advise.facts.Flip;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Model;
import dev.advise.facts.Profile;
import dev.advise.facts.Reading;
import dev.advise.facts.Recommendation;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Verdict;
import dev.advise.facts.Written;
import dev.advise.laws.Estimate;
import dev.advise.laws.Interval;
import dev.advise.profile.ProfileFiles;
import dev.advise.profile.ProfileResult;
import dev.advise.profile.ProfileSource;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AdvisorTest {

  private static final Advisor ADVISOR = Advisor.shipped();

  private static final HostReport EIGHT_CORES =
      new HostReport(
          new HostFacts(Map.of(HostFact.CORES_ONLINE, Reading.known(8.0))),
          Map.of(),
          Optional.empty());

  private static Recommendation advise(Map<Field, Object> written) {
    return ADVISOR.advise(Profile.of(new Written(written), "case"), EIGHT_CORES);
  }

  @Test
  void equal_inputs_give_equal_advice() {
    Map<Field, Object> written = Map.of(Field.KIND, "cpu-bound", Field.RUNTIME, "cpython");
    assertEquals(advise(written), advise(written));
  }

  @Test
  void of_loops_that_tie_those_in_one_process_are_simpler_but_those_of_node_share_a_port() {
    assertEquals(1, processesOfLoops("jvm", 0.05));
    assertEquals(1, processesOfLoops("native", 0.05));
    assertEquals(8, processesOfLoops("node", 0.05));
    assertEquals(1, processesOfLoops("node", 0.0), "where nothing waits, nobody listens");
  }

  private static int processesOfLoops(String runtime, double wait) {
    return advise(
            Map.of(
                Field.KIND,
                wait > 0 ? "io-bound" : "cpu-bound",
                Field.CPU_PER_TASK,
                0.001,
                Field.WAIT_PER_TASK,
                wait,
                Field.CONCURRENCY,
                1000L,
                Field.RUNTIME,
                runtime))
        .forecasts()
        .stream()
        .filter(f -> f.bestOfModel() && f.model() == Model.ASYNC)
        .mapToInt(f -> f.topology().processes())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void where_nothing_was_measured_no_argument_says_that_it_was() {
    Recommendation advised =
        advise(
            Map.of(
                Field.KIND,
                "cpu-bound",
                Field.CONCURRENCY,
                1000L,
                Field.LATENCY_TARGET,
                0.001,
                Field.RUNTIME,
                "cpython"));
    assertTrue(
        advised.arguments().stream()
            .anyMatch(a -> a.card().id().equals("misses-the-latency-target")));
    advised.arguments().forEach(a -> assertEquals(Backing.TEXTBOOK, a.backing(), a.card().id()));
  }

  @Test
  void every_flip_is_a_decision_that_was_really_made() {
    Recommendation advised = advise(Map.of(Field.KIND, "cpu-bound", Field.RUNTIME, "cpython"));
    assertFalse(advised.flips().isEmpty());
    advised
        .flips()
        .forEach(
            flip ->
                assertEquals(
                    flip.model(),
                    ADVISOR
                        .advise(advised.profile().with(flip.field(), flip.to()), EIGHT_CORES)
                        .model(),
                    flip.toString()));
  }

  @Test
  void of_a_scale_the_nearest_word_that_flips_is_told() {
    Recommendation advised =
        advise(
            Map.of(
                Field.KIND, "cpu-bound",
                Field.RUNTIME, "jvm",
                Field.PRIORITY_ISOLATION_AND_RECOVERY, 0.0,
                Field.ISOLATION, "required"));
    assertEquals(Optional.of("preferred"), flipOf(advised, Field.ISOLATION).map(Flip::to));
  }

  @Test
  void a_flip_tells_where_no_concurrency_would_be_needed() {
    Recommendation advised = advise(Map.of(Field.KIND, "cpu-bound", Field.RUNTIME, "cpython"));
    assertEquals(Optional.of(true), flipOf(advised, Field.CONCURRENCY).map(Flip::plainLoop));
  }

  private static Optional<Flip> flipOf(Recommendation advised, Field field) {
    return advised.flips().stream().filter(flip -> flip.field() == field).findFirst();
  }

  @Test
  void what_to_watch_is_about_the_model_that_was_chosen() {
    Map<Field, Object> shared =
        Map.of(
            Field.KIND, "cpu-bound",
            Field.RUNTIME, "jvm",
            Field.MEMORY, 8L << 30,
            Field.SHARING, "read-mostly");
    Recommendation threads = advise(shared);
    assertEquals(Optional.of(Model.THREADS), threads.model());
    assertFalse(warns(threads, "sum-pss-not-rss"));
    Map<Field, Object> apart = new HashMap<>(shared);
    apart.put(Field.ISOLATION, "required");
    assertTrue(warns(advise(apart), "sum-pss-not-rss"));
  }

  @Test
  void an_argument_that_was_computed_tells_its_own_numbers_only() {
    HostReport measured =
        new HostReport(
            EIGHT_CORES.facts(),
            Map.of(
                "cpython",
                new RuntimeReport(
                    "cpython",
                    Reading.known("3.11.7"),
                    Map.of("gil", "on"),
                    Map.of(
                        "footprint.process", Reading.known(Estimate.of(1e7)),
                        "oversubscription.threads", Reading.known(Estimate.of(1.2, 1.2, 1.2))))),
            Optional.of(Instant.EPOCH));
    Map<Field, Object> written =
        Map.of(
            Field.KIND, "cpu-bound",
            Field.RUNTIME, "cpython",
            Field.MEMORY, 85_000_000L,
            Field.FAULT_TOLERANCE, "required");
    Recommendation advised = ADVISOR.advise(Profile.of(new Written(written), "case"), measured);
    String because =
        advised.arguments().stream()
            .filter(a -> a.card().id().equals("memory-comes-near-its-limit"))
            .findFirst()
            .orElseThrow()
            .because();
    assertEquals("processes would take 76.3MiB of the 81.1MiB there are", because);
  }

  @Test
  void the_examples_give_every_answer_there_is() {
    Set<String> answers = new TreeSet<>();
    for (ProfileSource source :
        new ProfileFiles(InputStream.nullInputStream(), List.of()).sources(List.of("profiles"))) {
      Profile profile = ((ProfileResult.Accepted) source.read()).profile();
      Recommendation advised = ADVISOR.withoutFlips().advise(profile, EIGHT_CORES);
      answers.add(
          advised.isPlainLoop() ? "plain loop" : advised.model().map(Model::word).orElse("none"));
    }
    assertEquals(Set.of("threads", "processes", "async", "plain loop", "none"), answers);
  }

  @Test
  void what_a_host_measured_is_said_in_words_and_where_it_settles_nothing_so_is_that() {
    Claim claim = Ledger.shipped().claim("threads-share-easily");
    Verdict settled =
        new Verdict(
            claim.id(), Verdict.Outcome.CONFIRMED, Optional.of(Estimate.of(1.5, 1.5, 1.5)), "", "");
    assertEquals("here 1 MiB took 1.5x as long as 64 B", MeasuredWords.of(claim, settled));
    Verdict open =
        new Verdict(
            claim.id(),
            Verdict.Outcome.INCONCLUSIVE,
            Optional.of(Estimate.reckoned(1.5, new Interval(0.5, 9))),
            "",
            "");
    assertEquals(
        "here 1 MiB took 1.5x as long as 64 B; unsettled: 0.5x to 9x",
        MeasuredWords.of(claim, open));
  }

  private static boolean warns(Recommendation advised, String rule) {
    return advised.warnings().stream().anyMatch(w -> w.card().id().equals(rule));
  }
}
