package dev.advise.report.check;

import static dev.advise.report.Markdown.escape;

import dev.advise.facts.Assumption;
import dev.advise.facts.Decision;
import dev.advise.facts.Field;
import dev.advise.facts.Figures;
import dev.advise.facts.Flip;
import dev.advise.facts.Forecast;
import dev.advise.facts.Model;
import dev.advise.facts.Printable;
import dev.advise.facts.Profile;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Ruling;
import dev.advise.facts.Scorecard;
import dev.advise.facts.WeighedArgument;
import dev.advise.report.Words;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A decision record of one recommendation, in the form of MADR 4. The decision is the profile's
 * where it has one, else the one that is recommended.
 *
 * @see "Markdown Architectural Decision Records, version 4.0.0"
 */
public final class Madr {

  /** Months until a decision without a day of its own is looked at again. */
  private static final int REVIEW_MONTHS = 6;

  private static final int MOST_FLIPS = 3;

  /** What shows as more than 0.00 points; less speaks neither for a model nor against it. */
  private static final double LEAST_WEIGHT = 0.005;

  private final Words words = Words.shipped();
  private final Recommendation advice;
  private final Profile profile;
  private final Optional<Model> chosen;
  private final StringBuilder page = new StringBuilder();

  private Madr(Recommendation advice) {
    this.advice = advice;
    this.profile = advice.profile();
    this.chosen = profile.decision().map(Decision::model).or(advice::model);
  }

  /**
   * The record.
   *
   * @param today the day of the decision
   * @param file the profile's, as the check is to be told it
   * @param judgedBy the host report; empty where the textbook stood in for it
   */
  public static String tell(
      Recommendation advice, LocalDate today, String file, Optional<String> judgedBy) {
    Madr record = new Madr(advice);
    LocalDate review =
        record
            .profile
            .decision()
            .flatMap(Decision::reviewBy)
            .orElseGet(() -> today.plusMonths(REVIEW_MONTHS));
    record.frontMatter(today, review);
    record.context();
    record.drivers();
    record.options();
    record.outcome();
    record.consequences();
    record.confirmation(file, review);
    record.prosAndCons();
    record.more(judgedBy);
    return record.page.toString();
  }

  private void frontMatter(LocalDate today, LocalDate review) {
    page.append("---\n");
    page.append("status: ").append(profile.decision().isPresent() ? "accepted" : "proposed");
    page.append("\ndate: ").append(today).append('\n');
    chosen.ifPresent(model -> page.append("model: ").append(model.word()).append('\n'));
    page.append("review-by: ").append(review).append("\n---\n\n# ");
    paragraph(
        chosen.isEmpty()
            ? "record.title.none"
            : "record.title" + (isPlainLoop() ? ".plain-loop" : ""),
        Map.of("name", profile.name(), "model", chosen.map(Model::word).orElse("")));
  }

  private boolean isPlainLoop() {
    return profile.decision().isEmpty() && advice.isPlainLoop();
  }

  private void context() {
    page.append("## Context and Problem Statement\n\n");
    profile
        .written()
        .text(Field.DESCRIPTION)
        .ifPresent(text -> page.append(escape(text)).append("\n\n"));
    paragraph(
        "record.question", Map.of("name", profile.name(), "runtime", profile.platform().runtime()));
  }

  private void drivers() {
    page.append("## Decision Drivers\n\n");
    profile
        .written()
        .values()
        .forEach(
            (field, value) -> {
              if (field.path().contains(".") && !field.section().equals("decision")) {
                item("record.fact", Map.of("field", field.path(), "value", written(field, value)));
              }
            });
    for (Assumption assumed : profile.assumptions()) {
      item(
          "record.assumed",
          Map.of(
              "field", assumed.field().path(),
              "value", written(assumed.field(), assumed.value()),
              "why", assumed.why()));
    }
    for (Scorecard.Row row : advice.scorecard().rows()) {
      item(
          "record.criterion",
          Map.of(
              "criterion", row.criterion().word(), "importance", Figures.plain(row.importance())));
    }
  }

  private void options() {
    page.append("\n## Considered Options\n\n");
    for (Model model : Model.values()) {
      Optional<Ruling> excluded = exclusion(model);
      if (excluded.isPresent()) {
        item(
            "record.option.excluded",
            Map.of("model", model.word(), "because", sentence(excluded.get().because())));
      } else {
        item(
            "record.option", Map.of("model", model.word(), "points", Figures.points(total(model))));
      }
    }
  }

  private void outcome() {
    page.append("\n## Decision Outcome\n\n");
    if (chosen.isEmpty()) {
      paragraph("record.chosen.none", Map.of());
      return;
    }
    Model model = chosen.get();
    paragraph("record.chosen", Map.of("model", model.word(), "because", sentence(because(model))));
    String counts = counts();
    if (!counts.isEmpty()) {
      item("record.declared", Map.of("counts", counts));
    }
    best(model)
        .ifPresent(
            forecast ->
                item(
                    "record.sized",
                    Map.of(
                        "topology", words.topology(forecast.topology()),
                        "bound", forecast.candidate().boundBy().word())));
    advice.counted(a -> speaksFor(a, model)).forEach(a -> item("record.argument", told(a)));
    if (!advice.model().equals(chosen)) {
      item("record.instead", Map.of("model", advice.model().map(Model::word).orElse("none")));
    }
    page.append('\n');
  }

  /** The counts of the decision, as the profile writes them. */
  private String counts() {
    return Stream.of(Field.DECISION_PROCESSES, Field.DECISION_THREADS, Field.DECISION_TASKS)
        .filter(profile.written().values()::containsKey)
        .map(field -> field.key() + ": " + profile.written().values().get(field))
        .collect(Collectors.joining(", "));
  }

  /** The topology that is recommended, or the best of a model that the team preferred to it. */
  private Optional<Forecast> best(Model model) {
    return advice.forecasts().stream()
        .filter(f -> f.model() == model)
        .filter(
            f ->
                advice.model().equals(chosen)
                    ? Optional.of(f.candidate()).equals(advice.choice())
                    : f.bestOfModel())
        .findFirst();
  }

  private String because(Model model) {
    Optional<String> stated = profile.decision().flatMap(Decision::because);
    if (stated.isPresent()) {
      return stated.get();
    }
    if (!advice.model().equals(Optional.of(model))) {
      return words.say("record.because.declared");
    }
    Optional<Model> next =
        Arrays.stream(Model.values())
            .filter(other -> other != model && exclusion(other).isEmpty())
            .max(Comparator.comparingDouble(this::total));
    if (next.isEmpty()) {
      return words.say("record.because.alone");
    }
    double ahead = total(model) - total(next.get());
    return words.say(
        ahead > 0 ? "record.because.ahead" : "record.because.level",
        Map.of("points", Figures.plain(ahead), "other", next.get().word()));
  }

  private void consequences() {
    page.append("### Consequences\n\n");
    chosen.ifPresent(model -> list(a -> a.model() == model && isBad(a), "record.unopposed"));
    page.append(chosen.isEmpty() ? "" : "\n");
  }

  private void confirmation(String file, LocalDate review) {
    page.append("### Confirmation\n\n`advise check ").append(code(file)).append("` ");
    paragraph("record.confirmation", Map.of("day", review.toString()));
  }

  private void prosAndCons() {
    page.append("## Pros and Cons of the Options\n\n");
    for (Model model : Model.values()) {
      page.append("### ").append(model.word()).append("\n\n");
      list(a -> a.model() == model, "record.silent");
      page.append('\n');
    }
  }

  private void more(Optional<String> judgedBy) {
    page.append("## More Information\n\n");
    item(
        "record.confidence",
        Map.of("level", advice.confidence().level().word(), "why", advice.confidence().why()));
    Optional<String> time = advice.host().measuredAt().map(Object::toString);
    item(
        time.isPresent() ? "record.judged.measured" : "record.judged",
        Map.of(
            "host",
            judgedBy.orElseGet(() -> words.say("record.textbook")),
            "time",
            time.orElse("")));
    for (Flip flip : advice.flips().stream().limit(MOST_FLIPS).toList()) {
      item(
          "record.flip",
          Map.of(
              "model", flip.model().map(Model::word).orElseGet(() -> words.say("record.no-model")),
              "field", flip.field().path(),
              "value", written(flip.field(), flip.to())));
    }
  }

  private Optional<Ruling> exclusion(Model model) {
    return advice.exclusions(model).findFirst();
  }

  private double total(Model model) {
    return advice.scorecard().of(model);
  }

  private static boolean speaksFor(WeighedArgument argument, Model model) {
    return argument.model() == model ? isGood(argument) : isBad(argument);
  }

  private static boolean isGood(WeighedArgument argument) {
    return argument.weight() >= LEAST_WEIGHT;
  }

  private static boolean isBad(WeighedArgument argument) {
    return argument.weight() <= -LEAST_WEIGHT;
  }

  private static Map<String, String> told(WeighedArgument argument) {
    return Map.of(
        "because", sentence(argument.because()),
        "rule", argument.card().id(),
        "backing", argument.backing().word(),
        "points", Figures.points(argument.weight()));
  }

  /** These arguments, each good, neutral or bad, or the sentence that says that there is none. */
  private void list(Predicate<WeighedArgument> which, String none) {
    List<WeighedArgument> listed = advice.counted(which).toList();
    for (WeighedArgument argument : listed) {
      item(
          isBad(argument) ? "record.bad" : isGood(argument) ? "record.good" : "record.neutral",
          Map.of("argument", words.say("record.argument", told(argument))));
    }
    if (listed.isEmpty()) {
      item(none, Map.of());
    }
  }

  private static String written(Field field, Object value) {
    return Figures.written(field.type(), value);
  }

  /** Without its full stop, since it becomes a part of another. */
  private static String sentence(String text) {
    return text.strip().replaceFirst("\\.$", "");
  }

  /** A backtick would end the code, and nothing within it is escaped. */
  private static String code(String text) {
    return Printable.oneLine(text).replace("`", "'");
  }

  private void item(String key, Map<String, String> gaps) {
    page.append("* ").append(escape(words.say(key, gaps))).append('\n');
  }

  private void paragraph(String key, Map<String, String> gaps) {
    page.append(escape(words.say(key, gaps))).append("\n\n");
  }
}
