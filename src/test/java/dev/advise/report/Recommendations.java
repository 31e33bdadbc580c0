package dev.advise.report;

import dev.advise.facts.Argument;
import dev.advise.facts.Backing;
import dev.advise.facts.Bound;
import dev.advise.facts.Candidate;
import dev.advise.facts.Claim;
import dev.advise.facts.ClaimTest;
import dev.advise.facts.Confidence;
import dev.advise.facts.Criterion;
import dev.advise.facts.Field;
import dev.advise.facts.Flip;
import dev.advise.facts.Forecast;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Lazy;
import dev.advise.facts.Model;
import dev.advise.facts.Profile;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.Recommendation;
import dev.advise.facts.RuleCard;
import dev.advise.facts.Ruling;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Scorecard;
import dev.advise.facts.Topology;
import dev.advise.facts.Verdict;
import dev.advise.facts.WeighedArgument;
import dev.advise.facts.Written;
import dev.advise.laws.Estimate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Recommendations that tell something, made by hand. */
public final class Recommendations {

  public static final Instant MEASURED_AT = Instant.parse("2026-11-22T10:00:00Z");
  public static final Instant NOW = MEASURED_AT.plusSeconds(12);

  private static final Claim SPAWN =
      new Claim(
          "process-start-dear",
          "Starting a process costs several times what starting a thread costs",
          Criterion.RESOURCE_USE,
          Claim.Kind.MEASURED,
          List.of("S1, item 3"),
          Set.of(),
          Optional.empty(),
          Optional.of(
              new ClaimTest(
                  ClaimTest.Form.RATIO,
                  List.of("spawn.process", "spawn.thread"),
                  ClaimTest.Side.ABOVE,
                  3)));

  private static final Claim SWITCH =
      new Claim(
          "process-switch-dear",
          "Switching between processes costs far more than between threads.",
          Criterion.THROUGHPUT,
          Claim.Kind.MEASURED,
          List.of("S2, factor 1"),
          Set.of(),
          Optional.empty(),
          Optional.of(
              new ClaimTest(
                  ClaimTest.Form.RATIO,
                  List.of("switch.process", "switch.thread"),
                  ClaimTest.Side.ABOVE,
                  1.5,
                  "here a switch took {} as long",
                  "s")));

  public static final Knowledge KNOWLEDGE =
      Knowledge.of(
          List.of(SPAWN, SWITCH),
          Map.of("spawn.process", "s", "spawn.thread", "s"),
          Map.of("spawn.process", "Start one."));

  private Recommendations() {}

  /** CPU-bound CPython work: processes, with a refuted claim, assumptions, flips and a warning. */
  public static Recommendation thumbnailer() {
    return of(
        profile(
            Map.of(
                Field.NAME, "thumbnailer",
                Field.KIND, "cpu-bound",
                Field.CPU_PER_TASK, 0.02,
                Field.CONCURRENCY, 64L,
                Field.RUNTIME, "cpython")),
        Optional.of(
            new Candidate(
                "a-process-per-core", Model.PROCESSES, Topology.processPool(2), Bound.CORES)),
        List.of());
  }

  /** Nothing overlaps: a plain loop. */
  public static Recommendation plainLoop() {
    return of(
        profile(Map.of(Field.NAME, "nightly-report", Field.KIND, "cpu-bound")),
        Optional.of(
            new Candidate("one-at-a-time", Model.ASYNC, Topology.plainLoop(), Bound.CONCURRENCY)),
        List.of());
  }

  /** Requirements that no model meets. */
  public static Recommendation clash() {
    return of(
        profile(Map.of(Field.NAME, "clash", Field.ISOLATION, "required")),
        Optional.empty(),
        List.of(
            excluded("isolation-needs-processes", Model.THREADS),
            excluded("no-room-for-processes", Model.PROCESSES),
            excluded("isolation-needs-processes", Model.ASYNC)));
  }

  /** The thumbnailer under another name. */
  public static Recommendation named(String name) {
    return of(
        profile(Map.of(Field.NAME, name, Field.KIND, "cpu-bound")),
        thumbnailer().choice(),
        List.of(excluded("isolation-needs-processes", Model.THREADS)));
  }

  /** More of everything than a screen holds, on the measured host. */
  public static Recommendation crowded() {
    return crowded(host());
  }

  /** More of everything than a screen holds, where there was no runtime to measure. */
  public static Recommendation crowdedAndUnmeasured() {
    return crowded(
        new HostReport(
            host().facts(),
            Map.of(
                "cpython",
                RuntimeReport.absent("cpython", Reason.NOT_INSTALLED, "no python3 on PATH")),
            Optional.empty()));
  }

  private static Recommendation crowded(HostReport host) {
    Recommendation one =
        of(
            profile(
                Map.of(
                    Field.NAME, "统".repeat(60), Field.KIND, "cpu-bound", Field.RUNTIME, "cpython")),
            thumbnailer().choice(),
            List.of(excluded("isolation-needs-processes", Model.THREADS)));
    String long100 = "a long sentence with a measured number of 18.2x in it ".repeat(6).strip();
    List<WeighedArgument> arguments = new ArrayList<>();
    for (Model model : Model.values()) {
      for (int i = 0; i < 12; i++) {
        arguments.add(argument("rule-%02d".formatted(i), model, i % 3 - 1.5, long100));
      }
    }
    return new Recommendation(
        one.profile(),
        one.choice(),
        one.scorecard(),
        arguments,
        Collections.nCopies(9, one.refuted().get(0)),
        one.excluded(),
        Collections.nCopies(9, new Ruling(card("warn", "spawn"), Optional.empty(), long100)),
        one.forecasts(),
        one.verdicts(),
        Lazy.of(new Confidence(Confidence.Level.TOSS_UP, 0.512345, long100)),
        Collections.nCopies(9, one.flips().get(0)),
        host);
  }

  private static Profile profile(Map<Field, Object> written) {
    return Profile.of(new Written(written), "unnamed");
  }

  private static Recommendation of(
      Profile profile, Optional<Candidate> choice, List<Ruling> excluded) {
    return new Recommendation(
        profile,
        choice,
        new Scorecard(
            List.of(
                new Scorecard.Row(
                    Criterion.THROUGHPUT,
                    1,
                    Map.of(Model.THREADS, -0.97, Model.PROCESSES, 0.0, Model.ASYNC, -1.0)),
                new Scorecard.Row(Criterion.RESOURCE_USE, 1, Map.of(Model.PROCESSES, -0.2))),
            Map.of(Model.THREADS, -0.97, Model.PROCESSES, 0.3, Model.ASYNC, -1.0)),
        List.of(
            argument(
                "survives-a-crash",
                Model.PROCESSES,
                0.5,
                "a crash of one worker left the others running in 8 of 8 trials"),
            argument(
                "dear-to-start",
                Model.PROCESSES,
                -0.2,
                "starting a process took 1.2ms, 16.9x what a thread took"),
            argument(
                "falls-behind-the-fastest",
                Model.THREADS,
                -0.97,
                "threads would get 51% of the fastest's tasks done per second (50/s against 98/s)"),
            argument(
                "falls-behind-the-fastest",
                Model.ASYNC,
                -1.0,
                "async would get 50% of the fastest's tasks done per second (49/s against 98/s)"),
            uncounted(argument("one-core-only", Model.ASYNC, -0.5, "an event loop uses one core"))),
        List.of(
            new WeighedArgument(
                Argument.stated("switches-are-dear", Model.PROCESSES, -0.5),
                card("switches-are-dear", SWITCH.id()),
                -0.5,
                Backing.TEXTBOOK,
                false,
                "switching between processes is dear")),
        excluded,
        List.of(
            new Ruling(
                card("counts-too-many-cores", "cpython-counts-affinity"),
                Optional.empty(),
                "CPython counts 8 processors where the quota grants 2: set the worker count")),
        List.of(
            forecast(Model.PROCESSES, Topology.processPool(2), 98.2, 0),
            forecast(Model.THREADS, Topology.threadPool(2), 50.1, 0.97),
            forecast(Model.ASYNC, Topology.loop(64), 49.1, 1.0)),
        List.of(
            new Verdict(
                SPAWN.id(),
                Verdict.Outcome.CONFIRMED,
                Optional.of(Estimate.of(16.9, 17, 16.5, 17.2, 16.9, 16.8)),
                "above 3",
                "the whole interval is where the claim says"),
            new Verdict(
                SWITCH.id(),
                Verdict.Outcome.REFUTED,
                Optional.of(Estimate.of(1.1, 1.09, 1.12, 1.1, 1.1, 1.11)),
                "above 1.5",
                "the whole interval is where the claim says it is not"),
            new Verdict(
                "unmeasured", Verdict.Outcome.NOT_MEASURED, Optional.empty(), "", "not asked")),
        Lazy.of(
            new Confidence(
                Confidence.Level.STRONG, 0.97, "the throughput argument alone outweighs the rest")),
        List.of(
            new Flip(Field.RUNTIME, "cpython", "jvm", Optional.of(Model.THREADS), false, 1),
            new Flip(Field.CPU_PER_TASK, 0.02, 0.000125, Optional.of(Model.ASYNC), false, 7.3)),
        host());
  }

  private static HostReport host() {
    return new HostReport(
        new HostFacts(
            Map.of(
                HostFact.OS, Reading.known("linux"),
                HostFact.CORES_ONLINE, Reading.known(8.0),
                HostFact.CORES_QUOTA, Reading.known(2.0),
                HostFact.MEMORY_TOTAL, Reading.known(8.0 * (1L << 30)),
                HostFact.OOM_GROUP, Reading.known(true),
                HostFact.PIDS_LIMIT, Reading.unknown(Reason.NOT_MOUNTED, "no cgroup is mounted"))),
        Map.of(
            "cpython",
            new RuntimeReport(
                "cpython",
                Reading.known("3.11.7"),
                Map.of("gil", "on"),
                Map.of(
                    "spawn.thread", Reading.known(Estimate.of(7.1e-5, 7.2e-5, 7e-5)),
                    "spawn.process", Reading.known(Estimate.of(0.0012, 0.0011, 0.0013)),
                    "spawn.virtual-thread",
                        Reading.unknown(Reason.NO_SUCH_CONCEPT, "CPython has none")))),
        Optional.of(MEASURED_AT));
  }

  private static Forecast forecast(Model model, Topology topology, double rate, double behind) {
    return new Forecast(
        new Candidate("sized", model, topology, Bound.CORES),
        Estimate.of(rate * 0.98, rate, rate * 1.02),
        Optional.empty(),
        Optional.of(0.041),
        Optional.empty(),
        Forecast.Basis.PREDICTED,
        Reading.unknown(Reason.NOT_ASKED, "not rehearsed"),
        rate,
        behind,
        true);
  }

  private static Ruling excluded(String rule, Model model) {
    return new Ruling(
        card(rule, "processes-isolate"),
        Optional.of(model),
        "isolation is required and " + model.word() + " cannot give it");
  }

  private static WeighedArgument argument(String rule, Model model, double weight, String says) {
    return new WeighedArgument(
        Argument.computed(rule, model, weight),
        card(rule, SPAWN.id()),
        weight,
        Backing.MEASURED,
        true,
        says);
  }

  private static WeighedArgument uncounted(WeighedArgument argument) {
    return new WeighedArgument(
        argument.argument(),
        argument.card(),
        argument.weight(),
        argument.backing(),
        false,
        argument.because());
  }

  private static RuleCard card(String id, String claim) {
    return new RuleCard(
        id,
        "throughput",
        claim,
        Criterion.THROUGHPUT,
        Optional.of("throughput"),
        false,
        "A summary.",
        "a sentence",
        "A rationale.",
        "Never.");
  }
}
