package dev.advise.report;

import static dev.advise.report.Recommendations.KNOWLEDGE;
import static dev.advise.report.Recommendations.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.advise.facts.Argument;
import dev.advise.facts.Backing;
import dev.advise.facts.Bound;
import dev.advise.facts.Candidate;
import dev.advise.facts.Confidence;
import dev.advise.facts.Criterion;
import dev.advise.facts.Flip;
import dev.advise.facts.Forecast;
import dev.advise.facts.Lazy;
import dev.advise.facts.Model;
import dev.advise.facts.Reading;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Rehearsal;
import dev.advise.facts.RuleCard;
import dev.advise.facts.Ruling;
import dev.advise.facts.Scorecard;
import dev.advise.facts.Topology;
import dev.advise.facts.Verdict;
import dev.advise.facts.WeighedArgument;
import dev.advise.laws.Estimate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReasonsTest {

  private static final Recommendation ADVICE = Recommendations.thumbnailer();

  private static String tell(Recommendation advice) {
    return new TextReport(KNOWLEDGE, NOW, Ink.PLAIN, false).tell(advice);
  }

  @Test
  void the_choice_tells_how_far_it_leads_and_the_others_how_far_they_trail() {
    String told = tell(ADVICE);
    assertTrue(told.contains("Why processes: 1.27 points ahead of threads, 1.30 of async"), told);
    assertTrue(told.contains("Why not threads: 1.27 points behind"), told);
  }

  @Test
  void totals_that_do_not_decide_are_called_level() {
    String told = tell(with(totals(0.31, 0.30, -1.0), ADVICE.excluded(), ADVICE.confidence()));
    assertTrue(told.contains("Why processes: level with threads, 1.30 points ahead of"), told);
    assertTrue(told.contains("Why not threads: level"), told);
  }

  @Test
  void points_are_told_as_they_count_for_the_owner() {
    Scorecard doubled =
        new Scorecard(
            List.of(new Scorecard.Row(Criterion.THROUGHPUT, 2, Map.of(Model.PROCESSES, 0.3))),
            totals(-2, 1, -2).total());
    String told = tell(with(doubled, ADVICE.excluded(), ADVICE.confidence()));
    assertTrue(told.contains("+1.00 a crash of one worker"), told);
  }

  @Test
  void an_excluded_model_is_not_argued_about() {
    Recommendation named = Recommendations.named("x");
    String told = tell(named);
    assertTrue(told.contains("Why not threads: excluded"), told);
    assertFalse(told.contains("threads would get"), told);
    assertTrue(told.contains("Why processes: 1.30 points ahead of async ("), told);
  }

  @Test
  void below_how_much_a_model_falls_behind_stands_why() {
    List<WeighedArgument> arguments = new ArrayList<>(ADVICE.arguments());
    WeighedArgument behind = arguments.get(3);
    arguments.add(saying(behind, "one-lock", behind.weight(), "they share one interpreter lock"));
    arguments.add(saying(behind, "other", behind.weight() / 2, "something else that gave way"));
    String told = tell(with(arguments, ADVICE.verdicts(), ADVICE.flips(), ADVICE.confidence()));
    String[] after = told.substring(told.indexOf("async would get")).split("\n");
    assertTrue(after[2].equals("         they share one interpreter lock [one-lock]"), told);
    assertFalse(told.contains("gave way"), told);
    assertTrue(told.contains("advise rules one-lock"), told);
  }

  @Test
  void what_explains_the_choice_without_a_weight_is_told_first() {
    List<WeighedArgument> arguments = new ArrayList<>(ADVICE.arguments());
    arguments.add(saying(arguments.get(0), "fills", 0, "a process per core fills both cores"));
    String told = tell(with(arguments, ADVICE.verdicts(), ADVICE.flips(), ADVICE.confidence()));
    assertTrue(
        told.contains(
            "doubling of throughput)\n         a process per core fills both cores [fills]\n"),
        told);
  }

  /** An argument of another's model and family that was not counted. */
  private static WeighedArgument saying(
      WeighedArgument other, String rule, double weight, String because) {
    RuleCard card = other.card();
    return new WeighedArgument(
        Argument.stated(rule, other.model(), weight),
        new RuleCard(
            rule,
            card.folder(),
            card.claim(),
            card.criterion(),
            card.family(),
            card.owner(),
            card.summary(),
            card.because(),
            card.rationale(),
            card.whenNot()),
        weight,
        Backing.MEASURED,
        false,
        because);
  }

  @Test
  void a_flip_to_a_plain_loop_says_that_no_concurrency_is_needed() {
    Flip flip = ADVICE.flips().get(1);
    Recommendation advice =
        with(
            ADVICE.arguments(),
            ADVICE.verdicts(),
            List.of(new Flip(flip.field(), flip.from(), flip.to(), flip.model(), true, 1)),
            ADVICE.confidence());
    assertTrue(
        tell(advice)
            .contains("workload.cpu_per_task from 125us down: no concurrency needed (now 20ms)"),
        tell(advice));
  }

  @Test
  void the_unknown_that_could_change_the_answer_is_named_to_people_and_programs()
      throws IOException {
    Recommendation advice = hangingOnTheSwitch(-0.7);
    assertTrue(
        tell(advice).contains("could change the answer: Switching between processes"),
        tell(advice));
    Object unknown =
        ((Map<?, ?>)
                ((Map<?, ?>)
                        JSON.std.mapFrom(JsonReport.ofOne(NOW).tell(advice)).get("recommendation"))
                    .get("confidence"))
            .get("unknown");
    assertTrue(String.valueOf(unknown).contains("claim=process-switch-dear"), "" + unknown);
  }

  @Test
  void models_that_the_rehearsal_does_not_tell_apart_are_called_a_tie() {
    assertTrue(
        tell(rehearsed(97, 98)).contains("A tie within the noise between threads and processes:"),
        tell(rehearsed(97, 98)));
    assertFalse(tell(rehearsed(50, 98)).contains("A tie"), tell(rehearsed(50, 98)));
    assertFalse(tell(ADVICE).contains("A tie"), "predictions are no measurements");
  }

  @Test
  void a_prediction_stands_beside_what_was_rehearsed_with_its_error() throws IOException {
    Recommendation advice = rehearsed(50, 98);
    String told = new TextReport(KNOWLEDGE, NOW, Ink.PLAIN, true).tell(advice);
    assertTrue(told.contains("60/s (+20%)"), told);
    String json = JsonReport.ofOne(NOW).tell(advice);
    Map<?, ?> first = (Map<?, ?>) ((List<?>) JSON.std.mapFrom(json).get("rehearsal")).get(0);
    assertEquals(0.2, ((Number) first.get("prediction_error")).doubleValue(), 1e-9);
    assertEquals(60.0, ((Number) first.get("predicted_tasks_per_s")).doubleValue(), 1e-9);
    assertEquals(30.0, ((Number) first.get("p50_ms")).doubleValue(), 1e-9);
  }

  /** Threads and processes rehearsed at so many a second, and predicted to do a fifth more. */
  private static Recommendation rehearsed(double threads, double processes) {
    return forecast(
        List.of(
            rehearsed(Model.THREADS, Topology.threadPool(2), threads),
            rehearsed(Model.PROCESSES, Topology.processPool(2), processes)));
  }

  private static Recommendation forecast(List<Forecast> forecasts) {
    return new Recommendation(
        ADVICE.profile(),
        ADVICE.choice(),
        ADVICE.scorecard(),
        ADVICE.arguments(),
        ADVICE.refuted(),
        ADVICE.excluded(),
        ADVICE.warnings(),
        forecasts,
        ADVICE.verdicts(),
        Lazy.of(ADVICE.confidence()),
        ADVICE.flips(),
        ADVICE.host());
  }

  @Test
  void where_nothing_was_rehearsed_no_mark_is_promised_to_say_so() {
    Forecast measured = ADVICE.forecasts().get(0);
    Forecast byTheBook = based(Forecast.Basis.TEXTBOOK, ADVICE.forecasts().get(1));
    String told = tell(forecast(List.of(measured, byTheBook)));
    assertTrue(told.contains("measured on this host unless marked textbook"), told);
    assertFalse(told.contains("rehearsed where marked"), told);
    told = tell(forecast(List.of(based(Forecast.Basis.REHEARSED, measured), byTheBook)));
    assertTrue(told.contains("What to expect: rehearsed where marked so"), told);
  }

  private static Forecast based(Forecast.Basis basis, Forecast f) {
    return new Forecast(
        f.candidate(),
        f.tasksPerSecond(),
        f.p50(),
        f.p99(),
        f.memoryBytes(),
        basis,
        f.run(),
        f.predicted(),
        f.behind(),
        true);
  }

  private static Forecast rehearsed(Model model, Topology topology, double rate) {
    return new Forecast(
        new Candidate("sized", model, topology, Bound.CORES),
        Estimate.of(rate * 0.98, rate, rate * 1.02),
        Optional.of(0.03),
        Optional.of(0.04),
        Optional.empty(),
        Forecast.Basis.REHEARSED,
        Reading.known(
            Rehearsal.Run.of(
                Estimate.of(rate),
                Estimate.of(0.03),
                Estimate.of(0.04),
                Optional.of(Estimate.of(0.01)),
                Optional.empty())),
        rate * 1.2,
        0,
        true);
  }

  @Test
  void an_unknown_that_could_not_change_it_is_left_out() {
    assertFalse(tell(hangingOnTheSwitch(-0.2)).contains("could change the answer:"));
  }

  @Test
  void a_toss_up_says_what_to_make_sure_of() {
    String told =
        tell(
            with(
                ADVICE.arguments(),
                ADVICE.verdicts(),
                ADVICE.flips(),
                new Confidence(Confidence.Level.TOSS_UP, 0.5, "64 of 128")));
    assertTrue(told.contains("make sure of platform.runtime first, of which jvm"), told);
  }

  /** Advice where a textbook's word weighs, and the winner leads by 0.5 points with it. */
  private static Recommendation hangingOnTheSwitch(double weight) {
    WeighedArgument measured = ADVICE.arguments().get(0);
    List<WeighedArgument> arguments = new ArrayList<>(ADVICE.arguments());
    arguments.add(
        new WeighedArgument(
            Argument.stated("switches-are-dear", Model.THREADS, weight * 2),
            ADVICE.refuted().get(0).card(),
            weight,
            Backing.TEXTBOOK,
            true,
            measured.because()));
    Verdict open =
        new Verdict(
            "process-switch-dear",
            Verdict.Outcome.INCONCLUSIVE,
            Optional.empty(),
            "above 1.5",
            "the interval straddles the threshold");
    Recommendation advice = with(totals(-0.2, 0.3, -1), ADVICE.excluded(), ADVICE.confidence());
    return new Recommendation(
        advice.profile(),
        advice.choice(),
        advice.scorecard(),
        arguments,
        List.of(),
        advice.excluded(),
        advice.warnings(),
        advice.forecasts(),
        List.of(open),
        Lazy.of(advice.confidence()),
        advice.flips(),
        advice.host());
  }

  private static Scorecard totals(double threads, double processes, double async) {
    return new Scorecard(
        ADVICE.scorecard().rows(),
        Map.of(Model.THREADS, threads, Model.PROCESSES, processes, Model.ASYNC, async));
  }

  private static Recommendation with(
      Scorecard scorecard, List<Ruling> excluded, Confidence confidence) {
    return new Recommendation(
        ADVICE.profile(),
        ADVICE.choice(),
        scorecard,
        ADVICE.arguments(),
        ADVICE.refuted(),
        excluded,
        ADVICE.warnings(),
        ADVICE.forecasts(),
        ADVICE.verdicts(),
        Lazy.of(confidence),
        ADVICE.flips(),
        ADVICE.host());
  }

  private static Recommendation with(
      List<WeighedArgument> arguments,
      List<Verdict> verdicts,
      List<Flip> flips,
      Confidence confidence) {
    return new Recommendation(
        ADVICE.profile(),
        ADVICE.choice(),
        ADVICE.scorecard(),
        arguments,
        ADVICE.refuted(),
        ADVICE.excluded(),
        ADVICE.warnings(),
        ADVICE.forecasts(),
        verdicts,
        Lazy.of(confidence),
        flips,
        ADVICE.host());
  }
}
