package dev.advise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.Criterion;
import dev.advise.facts.Field;
import dev.advise.facts.Forecast;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Kind;
import dev.advise.facts.Model;
import dev.advise.facts.Profile;
import dev.advise.facts.Rehearsal;
import dev.advise.facts.Topology;
import dev.advise.facts.Written;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

/** What no change of a profile may ever do to the scores, whatever the rest of it says. */
@Domain(Situations.class)
@Domain(DomainContext.Global.class)
class MonotonicityTest {

  private static final Ledger LEDGER = Ledger.shipped();

  private static final Judge JUDGE =
      new Judge(RuleBase.of(LEDGER, List.of(CompiledRules.shipped())), LEDGER);

  /** Rounding of sums of a dozen logarithms. */
  private static final double ROUNDING = 1e-6;

  @Property(tries = 150)
  void more_isolation_never_favours_threads(
      @ForAll Profile profile, @ForAll HostReport host, @ForAll boolean required) {
    Judgement less = JUDGE.decide(profile.with(Field.ISOLATION, "none"), host, Rehearsal.none());
    Judgement more =
        JUDGE.decide(
            profile.with(Field.ISOLATION, required ? "required" : "preferred"),
            host,
            Rehearsal.none());
    assertNeverFavoured(Model.THREADS, less, more);
  }

  @Property(tries = 150)
  void more_fault_tolerance_never_favours_threads(
      @ForAll Profile profile, @ForAll HostReport host, @ForAll boolean required) {
    Judgement less =
        JUDGE.decide(profile.with(Field.FAULT_TOLERANCE, "none"), host, Rehearsal.none());
    Judgement more =
        JUDGE.decide(
            profile.with(Field.FAULT_TOLERANCE, required ? "required" : "preferred"),
            host,
            Rehearsal.none());
    assertNeverFavoured(Model.THREADS, less, more);
  }

  @Property(tries = 150)
  void a_larger_message_never_favours_processes_over_threads(
      @ForAll Profile profile, @ForAll HostReport host, @ForAll Growth growth) {
    long bytes = profile.dataSharing().messageBytes();
    Judgement less = JUDGE.decide(profile.with(Field.MESSAGE_BYTES, bytes), host, Rehearsal.none());
    Judgement more =
        JUDGE.decide(
            profile.with(Field.MESSAGE_BYTES, growth.of(Math.max(64, bytes))),
            host,
            Rehearsal.none());
    assertLeadNeverGrows(
        Model.PROCESSES,
        Model.THREADS,
        withoutLatencyBehind(less),
        withoutLatencyBehind(more),
        less,
        more);
    if (more.model().filter(Model.PROCESSES::equals).isPresent()) {
      assertNotEquals(Optional.of(Model.THREADS), less.model());
    }
  }

  /**
   * By how much processes lead threads where it is not counted how late they are: a target that
   * both miss by far is lost for both, which evens out what the slower had to pay before.
   */
  private static double withoutLatencyBehind(Judgement judged) {
    double latency =
        judged.scorecard().rows().stream()
            .filter(row -> row.criterion() == Criterion.LATENCY)
            .mapToDouble(
                row ->
                    row.importance()
                        * (row.scores().get(Model.PROCESSES) - row.scores().get(Model.THREADS)))
            .sum();
    return lead(Model.PROCESSES, Model.THREADS, judged) - latency;
  }

  @Property(tries = 150)
  void more_shared_data_never_favours_processes_over_threads(
      @ForAll Profile profile, @ForAll HostReport host, @ForAll Growth growth) {
    long bytes = profile.dataSharing().sharedBytes();
    Judgement less = JUDGE.decide(profile.with(Field.SHARED_BYTES, bytes), host, Rehearsal.none());
    Judgement more =
        JUDGE.decide(
            profile.with(Field.SHARED_BYTES, growth.of(Math.max(4096, bytes))),
            host,
            Rehearsal.none());
    assertLeadNeverGrows(Model.PROCESSES, Model.THREADS, less, more);
  }

  @Property(tries = 150)
  void less_memory_never_favours_processes_over_threads(
      @ForAll Profile profile, @ForAll HostReport host, @ForAll Growth growth) {
    long much = 64L << 30;
    long little = (long) (much / growth.factor());
    Judgement more = JUDGE.decide(profile.with(Field.MEMORY, much), host, Rehearsal.none());
    Judgement less = JUDGE.decide(profile.with(Field.MEMORY, little), host, Rehearsal.none());
    assertLeadNeverGrows(Model.PROCESSES, Model.THREADS, more, less);
  }

  @Property(tries = 150)
  void windows_never_favours_processes_over_threads(
      @ForAll Profile profile, @ForAll HostReport host) {
    Judgement linux = JUDGE.decide(profile.with(Field.OS, "linux"), host, Rehearsal.none());
    Judgement windows = JUDGE.decide(profile.with(Field.OS, "windows"), host, Rehearsal.none());
    assertLeadNeverGrows(Model.PROCESSES, Model.THREADS, linux, windows);
  }

  /** Forked workers come to copy what they read; those of Windows load it all to begin with. */
  @Example
  void windows_does_not_spare_python_the_copies() {
    Profile reads =
        Profile.of(
            new Written(
                Map.of(
                    Field.KIND, "cpu-bound",
                    Field.RUNTIME, "cpython",
                    Field.SHARING, "read-mostly",
                    Field.SHARED_BYTES, 1L << 30)),
            "reads");
    windows_never_favours_processes_over_threads(
        reads, new HostReport(HostFacts.unknown(), Map.of(), Optional.empty()));
  }

  @Property(tries = 150)
  void blocking_libraries_never_favour_async(@ForAll Profile profile, @ForAll HostReport host) {
    Judgement free = JUDGE.decide(profile.with(Field.BLOCKING_IO, false), host, Rehearsal.none());
    Judgement blocking =
        JUDGE.decide(profile.with(Field.BLOCKING_IO, true), host, Rehearsal.none());
    assertLeadNeverGrows(Model.ASYNC, Model.THREADS, free, blocking);
    assertLeadNeverGrows(Model.ASYNC, Model.PROCESSES, free, blocking);
  }

  @Property(tries = 150)
  void computing_outside_the_interpreters_lock_never_disfavours_threads(
      @ForAll Profile profile, @ForAll HostReport host) {
    Judgement inside =
        JUDGE.decide(profile.with(Field.NATIVE_FRACTION, 0.0), host, Rehearsal.none());
    Judgement outside =
        JUDGE.decide(profile.with(Field.NATIVE_FRACTION, 0.9), host, Rehearsal.none());
    assertLeadNeverGrows(Model.PROCESSES, Model.THREADS, inside, outside);
  }

  @Property(tries = 60)
  void a_criterion_that_is_worth_more_never_costs_its_leader_points(
      @ForAll Profile profile, @ForAll HostReport host, @ForAll Criterion worth) {
    Judgement less =
        JUDGE.decide(profile.with(Field.priorityOf(worth), 0.5), host, Rehearsal.none());
    Judgement more =
        JUDGE.decide(profile.with(Field.priorityOf(worth), 2.0), host, Rehearsal.none());
    var scores =
        more.scorecard().rows().stream()
            .filter(row -> row.criterion() == worth)
            .findFirst()
            .orElseThrow()
            .scores();
    for (Model a : Model.values()) {
      for (Model b : Model.values()) {
        if (scores.get(a) <= scores.get(b)) {
          assertLeadNeverGrows(a, b, less, more);
        }
      }
    }
  }

  @Property(tries = 40)
  void the_order_of_rules_decides_nothing(
      @ForAll Profile profile, @ForAll HostReport host, @ForAll Random order) {
    CompiledRules shipped = CompiledRules.shipped();
    List<String> models = new ArrayList<>(shipped.models());
    Collections.shuffle(models, order);
    Judge shuffled =
        new Judge(
            RuleBase.of(
                LEDGER, List.of(new CompiledRules(shipped.classes(), models, shipped.benches()))),
            LEDGER);
    Judgement one = JUDGE.decide(profile, host, Rehearsal.none());
    Judgement other = shuffled.decide(profile, host, Rehearsal.none());
    assertEquals(one.findings(), other.findings());
    assertEquals(one.choice(), other.choice());
  }

  @Property(tries = 150)
  void the_words_alone_always_decide_something(
      @ForAll Profile profile, @ForAll HostReport host, @ForAll Kind kind) {
    Judgement judged = JUDGE.decide(profile.with(Field.KIND, kind.word()), host, Rehearsal.none());
    boolean allExcluded =
        judged.findings().exclusions().stream().map(e -> e.model()).distinct().count() == 3;
    assertEquals(allExcluded, judged.choice().isEmpty());
  }

  /** An excluded model's points count for nothing, so only those of the others are compared. */
  private static void assertNeverFavoured(Model model, Judgement less, Judgement more) {
    boolean excluded =
        more.findings().exclusions().stream().anyMatch(exclusion -> exclusion.model() == model);
    for (Model other : Model.values()) {
      if (other != model && !excluded) {
        assertLeadNeverGrows(model, other, less, more);
      }
    }
    if (more.model().filter(m -> m == model).isPresent()) {
      assertEquals(less.model(), more.model());
    }
  }

  private static void assertLeadNeverGrows(Model one, Model other, Judgement less, Judgement more) {
    assertLeadNeverGrows(one, other, lead(one, other, less), lead(one, other, more), less, more);
  }

  /**
   * A model's best topology is taken by its rate, and another may have more points: a lead can grow
   * where that changes, and only the choice must not.
   */
  private static void assertLeadNeverGrows(
      Model one, Model other, double before, double after, Judgement less, Judgement more) {
    assertTrue(
        after <= before + ROUNDING
            || !best(one, less).equals(best(one, more))
            || !best(other, less).equals(best(other, more)),
        () ->
            "%s led %s by %s and then by %s:%n%s%n%s"
                .formatted(one, other, before, after, explain(less), explain(more)));
  }

  private static Optional<Topology> best(Model model, Judgement judged) {
    return judged.findings().forecasts().stream()
        .filter(forecast -> forecast.bestOfModel() && forecast.model() == model)
        .map(Forecast::topology)
        .findFirst();
  }

  private static double lead(Model one, Model other, Judgement judged) {
    return judged.scorecard().total().get(one) - judged.scorecard().total().get(other);
  }

  private static String explain(Judgement judged) {
    StringBuilder text = new StringBuilder();
    judged
        .weighed()
        .standing()
        .forEach(
            a ->
                text.append(
                    "  %s %s %.3f %s%s%n"
                        .formatted(
                            a.card().id(),
                            a.model(),
                            a.weight(),
                            a.backing(),
                            a.counted() ? "" : " (silent)")));
    judged
        .findings()
        .forecasts()
        .forEach(
            f ->
                text.append(
                    "  forecast %s %s %.4g/s behind %.3f%s%n"
                        .formatted(
                            f.model(),
                            f.topology(),
                            f.tasksPerSecond().median(),
                            f.behind(),
                            f.bestOfModel() ? " *" : "")));
    return text.toString();
  }
}
