package dev.advise.report;

import dev.advise.facts.Figures;
import dev.advise.facts.Forecast;
import dev.advise.facts.Model;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Rehearsal;
import dev.advise.facts.Verdict;
import dev.advise.facts.WeighedArgument;
import dev.advise.laws.Estimate;
import dev.advise.report.Outline.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The tables of a report: all that the reasons were drawn from. */
final class Tables {

  private final Words words;
  private final Knowledge knowledge;
  private final Recommendation advice;

  Tables(Words words, Knowledge knowledge, Recommendation advice) {
    this.words = words;
    this.knowledge = knowledge;
    this.advice = advice;
  }

  /** Every table that has a row. */
  List<Table> all() {
    String runtime = advice.profile().platform().runtime();
    HostTables host =
        new HostTables(words, knowledge, advice.host(), Map.of(runtime, advice.verdicts()));
    return Stream.of(
            scorecard(),
            arguments(),
            forecasts(),
            notRehearsed(),
            verdicts(),
            host.facts(),
            host.estimates(runtime),
            host.unknown())
        .filter(table -> !table.rows().isEmpty())
        .toList();
  }

  Table scorecard() {
    List<String> columns = new ArrayList<>(columns("criterion", "importance"));
    Arrays.stream(Model.values()).map(Model::word).forEach(columns::add);
    List<List<String>> rows = new ArrayList<>();
    advice
        .scorecard()
        .rows()
        .forEach(
            row ->
                rows.add(
                    row(
                        row.criterion().word(),
                        Figures.plain(row.importance()),
                        model -> row.scores().get(model))));
    rows.add(row(words.say("scorecard.total"), "", advice.scorecard().total()::get));
    return new Table(words.say("scorecard"), columns, rows);
  }

  private static List<String> row(String name, String importance, Function<Model, Double> score) {
    List<String> row = new ArrayList<>(List.of(name, importance));
    for (Model model : Model.values()) {
      row.add(Optional.ofNullable(score.apply(model)).map(Figures::points).orElse("0"));
    }
    return row;
  }

  private Table arguments() {
    return table(
        "arguments",
        List.of("model", "points", "rule", "claim", "backing", "counted", "because"),
        advice.arguments().stream().map(this::row).toList());
  }

  private List<String> row(WeighedArgument argument) {
    return List.of(
        argument.model().word(),
        Figures.points(argument.weight()),
        argument.card().id(),
        argument.card().claim(),
        argument.backing().word(),
        words.say(argument.counted() ? "yes" : "no"),
        argument.because());
  }

  private Table forecasts() {
    return table(
        "forecasts",
        List.of(
            "model",
            "rate",
            "predicted",
            "p50",
            "p99",
            "cpu",
            "memory",
            "behind",
            "basis",
            "topology"),
        advice.forecasts().stream().map(this::row).toList());
  }

  private List<String> row(Forecast forecast) {
    return List.of(
        forecast.model().word(),
        Figures.perSecond(forecast.tasksPerSecond().median()),
        forecast.predictionError().map(off -> predicted(forecast, off)).orElse(""),
        forecast.p50().map(Figures::seconds).orElse(""),
        forecast.p99().map(Figures::seconds).orElse(""),
        cpuPerTask(forecast).map(Figures::seconds).orElse(""),
        forecast.memoryBytes().map(Figures::bytes).orElse(""),
        Figures.plain(forecast.behind()),
        forecast.basis().word(),
        words.topology(forecast.topology()));
  }

  private static Optional<Double> cpuPerTask(Forecast forecast) {
    return forecast.run().toOptional().flatMap(Rehearsal.Run::cpuPerTask).map(Estimate::median);
  }

  /** What was to be rehearsed and could not; that nobody meant to is no news. */
  private Table notRehearsed() {
    return table(
        "not-rehearsed",
        List.of("model", "topology", "reason", "why"),
        advice.forecasts().stream().flatMap(this::whyNot).toList());
  }

  private Stream<List<String>> whyNot(Forecast forecast) {
    return forecast.run() instanceof Reading.Unknown<Rehearsal.Run> why
            && why.reason() != Reason.NOT_ASKED
        ? Stream.of(
            List.of(
                forecast.model().word(),
                words.topology(forecast.topology()),
                why.reason().word(),
                why.detail()))
        : Stream.of();
  }

  private String predicted(Forecast forecast, double off) {
    return words.say(
        "predicted",
        Map.of(
            "rate", Figures.perSecond(forecast.predicted()),
            "off", "%+d%%".formatted(Math.round(off * 100))));
  }

  private Table verdicts() {
    return table(
        "verdicts",
        List.of("claim", "verdict", "measured", "expected", "says"),
        advice.verdicts().stream().map(this::row).toList());
  }

  private List<String> row(Verdict verdict) {
    return List.of(
        verdict.claim(),
        verdict.outcome().word(),
        knowledge.measured(verdict).orElse(""),
        knowledge.expected(verdict),
        knowledge.says(verdict.claim()).orElse(verdict.why()));
  }

  private Table table(String heading, List<String> columns, List<List<String>> rows) {
    return new Table(words.say(heading), columns(columns.toArray(String[]::new)), rows);
  }

  private List<String> columns(String... ids) {
    return Arrays.stream(ids).map(id -> words.say("column." + id)).toList();
  }
}
