package dev.advise.report;

import static dev.advise.report.Json.number;
import static dev.advise.report.Json.object;

import dev.advise.facts.Assumption;
import dev.advise.facts.Candidate;
import dev.advise.facts.Figures;
import dev.advise.facts.Flip;
import dev.advise.facts.Forecast;
import dev.advise.facts.HostFact;
import dev.advise.facts.Model;
import dev.advise.facts.Reading;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Rehearsal;
import dev.advise.facts.Ruling;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Scorecard;
import dev.advise.facts.Topology;
import dev.advise.facts.Verdict;
import dev.advise.facts.WeighedArgument;
import dev.advise.laws.Estimate;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The contract that other programs parse: {@code advise/recommendation/v1}, described by {@code
 * schema/recommendation.schema.json}. It changes by additions only.
 */
public final class JsonReport implements Report {

  static final String SCHEMA = "advise/recommendation/v1";

  private static final double MILLI = 1e3;
  private static final double MEGA = 1e6;

  private final Instant now;
  private final boolean several;

  private JsonReport(Instant now, boolean several) {
    this.now = now;
    this.several = several;
  }

  /**
   * One object, for one profile.
   *
   * @param now what ages are counted from
   */
  public static JsonReport ofOne(Instant now) {
    return new JsonReport(now, false);
  }

  /** An array of objects, for several profiles. */
  public static JsonReport ofSeveral(Instant now) {
    return new JsonReport(now, true);
  }

  @Override
  public String opening() {
    return several ? "[" : "";
  }

  @Override
  public String between() {
    return ",\n";
  }

  @Override
  public String closing() {
    return several ? "]\n" : "\n";
  }

  @Override
  public String tell(Recommendation advice) {
    return Json.text(
        object(
            "schema", SCHEMA,
            "profile", advice.profile().name(),
            "recommendation", recommendation(advice),
            "arguments", advice.arguments().stream().map(JsonReport::argument).toList(),
            "refuted", advice.refuted().stream().map(JsonReport::argument).toList(),
            "rehearsal", forecasts(advice, true),
            "forecasts", forecasts(advice, false),
            "verdicts", advice.verdicts().stream().map(JsonReport::verdict).toList(),
            "flips", advice.flips().stream().map(JsonReport::flip).toList(),
            "assumptions",
                advice.profile().assumptions().stream().map(JsonReport::assumption).toList(),
            "warnings", advice.warnings().stream().map(JsonReport::warning).toList(),
            "host", host(advice)));
  }

  private static Map<String, Object> recommendation(Recommendation advice) {
    Optional<Candidate> choice = advice.choice();
    return object(
        "model", choice.map(c -> c.model().word()).orElse(null),
        "plain_loop", advice.isPlainLoop(),
        "topology", choice.map(c -> topology(c.topology())).orElse(null),
        "bound_by", choice.map(c -> c.boundBy().word()).orElse(null),
        "rule", choice.map(Candidate::rule).orElse(null),
        "confidence",
            object(
                "level", advice.confidence().level().word(),
                "robustness", number(advice.confidence().robustness()),
                "why", advice.confidence().why(),
                "unknown", Unknown.mostTelling(advice).map(JsonReport::unknown).orElse(null)),
        "scorecard", scorecard(advice.scorecard()),
        "excluded", advice.excluded().stream().map(JsonReport::exclusion).toList());
  }

  private static Map<String, Object> unknown(Unknown unknown) {
    return object(
        "claim", unknown.verdict().claim(),
        "verdict", unknown.verdict().outcome().word(),
        "swing", number(unknown.swing()),
        "why", unknown.verdict().why());
  }

  private static Map<String, Object> topology(Topology topology) {
    return object(
        "processes", topology.processes(),
        "threads_per_process", topology.threadsPerProcess(),
        "tasks_per_thread", topology.tasksPerThread(),
        "arrangement", topology.arrangement().word(),
        "offload", topology.offload());
  }

  private static Map<String, Object> scorecard(Scorecard scorecard) {
    return object(
        "criteria", scorecard.rows().stream().map(JsonReport::row).toList(),
        "total", scores(new LinkedHashMap<>(), scorecard.total()));
  }

  private static Map<String, Object> row(Scorecard.Row row) {
    return scores(
        object("criterion", row.criterion().word(), "importance", number(row.importance())),
        row.scores());
  }

  /** A model about which nothing was said scores nothing. */
  private static Map<String, Object> scores(Map<String, Object> into, Map<Model, Double> scores) {
    for (Model model : Model.values()) {
      into.put(model.word(), number(scores.getOrDefault(model, 0.0)));
    }
    return into;
  }

  private static Map<String, Object> exclusion(Ruling ruling) {
    return object(
        "model", ruling.model().map(Model::word).orElse(null),
        "rule", ruling.card().id(),
        "claim", ruling.card().claim(),
        "because", ruling.because());
  }

  private static Map<String, Object> warning(Ruling ruling) {
    return object(
        "rule", ruling.card().id(),
        "claim", ruling.card().claim(),
        "because", ruling.because());
  }

  private static Map<String, Object> argument(WeighedArgument argument) {
    return object(
        "rule", argument.card().id(),
        "claim", argument.card().claim(),
        "criterion", argument.card().criterion().word(),
        "model", argument.model().word(),
        "weight", number(argument.weight()),
        "because", argument.because(),
        "backing", argument.backing().word(),
        "counted", argument.counted(),
        "family", argument.card().family().orElse(null));
  }

  private static List<Map<String, Object>> forecasts(Recommendation advice, boolean rehearsed) {
    return advice.forecasts().stream()
        .filter(forecast -> forecast.rehearsed() == rehearsed)
        .map(JsonReport::forecast)
        .toList();
  }

  private static Map<String, Object> forecast(Forecast forecast) {
    return object(
        "model", forecast.model().word(),
        "topology", topology(forecast.topology()),
        "tasks_per_s", estimate(forecast.tasksPerSecond()),
        "p50_ms", forecast.p50().map(seconds -> number(seconds * MILLI)).orElse(null),
        "p99_ms", forecast.p99().map(seconds -> number(seconds * MILLI)).orElse(null),
        "memory_mb", forecast.memoryBytes().map(bytes -> number(bytes / MEGA)).orElse(null),
        "basis", forecast.basis().word(),
        "measured_tasks_per_s",
            forecast.run().toOptional().map(run -> estimate(run.observed())).orElse(null),
        "measured_p50_ms", seen(forecast, run -> Optional.of(run.p50()), MILLI),
        "measured_p99_ms", seen(forecast, run -> Optional.of(run.p99()), MILLI),
        "measured_cpu_ms_per_task", seen(forecast, Rehearsal.Run::cpuPerTask, MILLI),
        "measured_memory_mb", seen(forecast, Rehearsal.Run::memoryBytes, 1 / MEGA),
        "not_rehearsed", forecast.run().fold(known -> null, JsonReport::why),
        "predicted_tasks_per_s", number(forecast.predicted()),
        "prediction_error", forecast.predictionError().map(off -> number(off)).orElse(null),
        "behind", number(forecast.behind()),
        "best_of_model", forecast.bestOfModel(),
        "bound_by", forecast.candidate().boundBy().word(),
        "rule", forecast.candidate().rule());
  }

  private static String why(Reading.Unknown<?> unknown) {
    return unknown.reason().word() + ": " + unknown.detail();
  }

  /** What a rehearsal's windows showed, in a unit of which so many make the usual one. */
  private static Map<String, Object> seen(
      Forecast forecast, Function<Rehearsal.Run, Optional<Estimate>> figure, double perUnit) {
    return forecast
        .run()
        .toOptional()
        .flatMap(figure)
        .map(estimate -> passes(estimate, perUnit))
        .orElse(null);
  }

  private static Map<String, Object> estimate(Estimate estimate) {
    return estimate(estimate, 1);
  }

  private static Map<String, Object> estimate(Estimate estimate, double perUnit) {
    return object(
        "median", number(estimate.median() * perUnit),
        "lo", number(estimate.lo() * perUnit),
        "hi", number(estimate.hi() * perUnit));
  }

  private static Map<String, Object> verdict(Verdict verdict) {
    return object(
        "claim", verdict.claim(),
        "verdict", verdict.outcome().word(),
        "measured", verdict.measured().map(e -> Json.decimal(e.median())).orElse(null),
        "expected", verdict.expected(),
        "interval", verdict.measured().map(JsonReport::estimate).orElse(null),
        "why", verdict.why());
  }

  private static Map<String, Object> flip(Flip flip) {
    return object(
        "field", flip.field().path(),
        "from", Figures.shown(flip.field().type(), flip.from()),
        "to", Figures.written(flip.field().type(), flip.to()),
        "model", flip.model().map(Model::word).orElse(null),
        "plain_loop", flip.plainLoop(),
        "size", number(flip.size()));
  }

  private static String assumption(Assumption assumption) {
    return "%s %s (%s)"
        .formatted(
            assumption.field().path(),
            Figures.shown(assumption.field().type(), assumption.value()),
            assumption.why());
  }

  private Map<String, Object> host(Recommendation advice) {
    RuntimeReport runtime = advice.host().runtime(advice.profile().platform().runtime());
    Map<String, Object> facts = new LinkedHashMap<>();
    Arrays.stream(HostFact.values())
        .forEach(
            fact ->
                facts.put(
                    fact.id(),
                    reading(advice.host().facts().reading(fact), JsonReport::plainValue)));
    Map<String, Object> estimates = new LinkedHashMap<>();
    runtime
        .estimates()
        .forEach(
            (quantity, reading) -> estimates.put(quantity, reading(reading, it -> passes(it, 1))));
    return object(
        "facts", facts,
        "runtime",
            object(
                "name", runtime.runtime(),
                "version", reading(runtime.version(), version -> version),
                "traits", runtime.traits()),
        "estimates", estimates,
        "carried", advice.host().carried(),
        "measured_at", advice.host().measuredAt().map(Instant::toString).orElse(null),
        "age_s", advice.host().measuredAt().map(at -> Certainty.ageSeconds(at, now)).orElse(null));
  }

  private static Map<String, Object> passes(Estimate estimate, double perUnit) {
    Map<String, Object> figures = estimate(estimate, perUnit);
    figures.put("passes", estimate.passes().size());
    return figures;
  }

  private static Object plainValue(Object value) {
    return value instanceof Double number ? number(number) : value;
  }

  /** What is known, or an object that says why it is not. */
  private static <T> Object reading(Reading<T> reading, Function<T, Object> known) {
    return reading.fold(
        known, why -> object("unknown", why.reason().word(), "detail", why.detail()));
  }
}
