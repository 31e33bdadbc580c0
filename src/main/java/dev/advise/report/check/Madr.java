package dev.advise.report.check;

import static dev.advise.report.Markdown.escape;

import dev.advise.facts.Decision;
import dev.advise.facts.Figures;
import dev.advise.facts.Model;
import dev.advise.facts.Profile;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Ruling;
import dev.advise.facts.Scorecard;
import dev.advise.facts.Topology;
import dev.advise.facts.WeighedArgument;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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

  private final LocalDate today;
  private final String file;

  /**
   * A writer.
   *
   * @param today the day of the decision
   * @param file the profile's, as the check is to be told it
   */
  public Madr(LocalDate today, String file) {
    this.today = today;
    this.file = file;
  }

  /** The record. */
  public String tell(Recommendation advice) {
    Profile profile = advice.profile();
    Optional<Model> chosen = profile.decision().map(Decision::model).or(advice::model);
    LocalDate review =
        profile
            .decision()
            .flatMap(Decision::reviewBy)
            .orElseGet(() -> today.plusMonths(REVIEW_MONTHS));
    StringBuilder page = new StringBuilder();
    page.append("---\n");
    page.append("status: ").append(profile.decision().isPresent() ? "accepted" : "proposed");
    page.append("\ndate: ").append(today).append('\n');
    chosen.ifPresent(model -> page.append("model: ").append(model.word()).append('\n'));
    page.append("review-by: ").append(review).append("\n---\n\n");
    page.append("# Run ").append(escape(profile.name())).append(" with ");
    page.append(chosen.map(Model::word).orElse("no model yet")).append("\n\n");
    context(advice, page);
    drivers(advice, page);
    options(advice, page);
    outcome(advice, chosen, review, page);
    prosAndCons(advice, page);
    more(advice, page);
    return page.toString();
  }

  private static void context(Recommendation advice, StringBuilder page) {
    Profile profile = advice.profile();
    page.append("## Context and Problem Statement\n\n");
    profile
        .written()
        .text(dev.advise.facts.Field.DESCRIPTION)
        .ifPresent(text -> page.append(escape(text)).append("\n\n"));
    page.append("Which of threads, processes and async is to run ");
    page.append(escape(profile.name())).append(" on ");
    page.append(escape(profile.platform().runtime())).append("?\n\n");
  }

  private static void drivers(Recommendation advice, StringBuilder page) {
    page.append("## Decision Drivers\n\n");
    advice
        .profile()
        .written()
        .values()
        .forEach(
            (field, value) -> {
              if (field.path().contains(".") && !field.section().equals("decision")) {
                item(page, field.path() + ": " + Figures.written(field.type(), value));
              }
            });
    advice
        .profile()
        .assumptions()
        .forEach(
            a ->
                item(
                    page,
                    "assumed: %s %s (%s)"
                        .formatted(
                            a.field().path(),
                            Figures.written(a.field().type(), a.value()),
                            a.why())));
    for (Scorecard.Row row : advice.scorecard().rows()) {
      item(page, row.criterion().word() + ", worth " + Figures.plain(row.importance()));
    }
    page.append('\n');
  }

  private static void options(Recommendation advice, StringBuilder page) {
    page.append("## Considered Options\n\n");
    for (Model model : Model.values()) {
      Optional<Ruling> excluded =
          advice.excluded().stream().filter(r -> r.model().equals(Optional.of(model))).findFirst();
      String score = Figures.points(advice.scorecard().total().getOrDefault(model, 0.0));
      item(
          page,
          excluded
              .map(r -> model.word() + ", excluded: " + r.because())
              .orElse(model.word() + ", " + score + " points"));
    }
    page.append('\n');
  }

  private void outcome(
      Recommendation advice, Optional<Model> chosen, LocalDate review, StringBuilder page) {
    page.append("## Decision Outcome\n\n");
    if (chosen.isEmpty()) {
      page.append("None: the requirements exclude every option.\n\n");
    } else {
      page.append("Chosen option: \"").append(chosen.get().word()).append('"');
      advice
          .choice()
          .filter(c -> c.model() == chosen.get())
          .ifPresent(c -> page.append(sized(c.topology())));
      advice
          .profile()
          .decision()
          .flatMap(Decision::because)
          .ifPresent(because -> page.append(", because ").append(escape(because)));
      page.append(".\n\n");
      arguments(advice, a -> speaksFor(a, chosen.get())).forEach(a -> item(page, told(a)));
      if (!advice.model().equals(chosen)) {
        item(
            page,
            "the rules recommend " + advice.model().map(Model::word).orElse("none") + " instead");
      }
      page.append('\n');
    }
    page.append("### Consequences\n\n");
    List<WeighedArgument> against =
        chosen
            .map(model -> arguments(advice, a -> a.model() == model && a.weight() < 0).toList())
            .orElse(List.of());
    against.forEach(a -> item(page, "Bad, because " + told(a)));
    if (against.isEmpty()) {
      item(page, "no argument speaks against it");
    }
    page.append("\n### Confirmation\n\n`advise check ").append(code(file));
    page.append("` in CI, at every change and every week. To be reviewed by ").append(review);
    page.append(".\n\n");
  }

  private static void prosAndCons(Recommendation advice, StringBuilder page) {
    page.append("## Pros and Cons of the Options\n");
    for (Model model : Model.values()) {
      page.append("\n### ").append(model.word()).append("\n\n");
      List<WeighedArgument> about = arguments(advice, a -> a.model() == model).toList();
      about.forEach(
          a -> item(page, (a.weight() < 0 ? "Bad, because " : "Good, because ") + told(a)));
      if (about.isEmpty()) {
        item(page, "no rule speaks of it");
      }
    }
  }

  private static void more(Recommendation advice, StringBuilder page) {
    page.append("\n## More Information\n\n");
    item(
        page,
        "confidence: " + advice.confidence().level().word() + ", " + advice.confidence().why());
    advice.host().measuredAt().ifPresent(at -> item(page, "measured at " + at));
    advice.flips().stream()
        .limit(3)
        .forEach(
            f ->
                item(
                    page,
                    "it would be %s if %s were %s"
                        .formatted(
                            f.model().map(Model::word).orElse("none"),
                            f.field().path(),
                            Figures.written(f.field().type(), f.to()))));
  }

  private static boolean speaksFor(WeighedArgument argument, Model model) {
    return argument.model() == model ? argument.weight() > 0 : argument.weight() < 0;
  }

  private static Stream<WeighedArgument> arguments(
      Recommendation advice, Predicate<WeighedArgument> which) {
    return advice.arguments().stream()
        .filter(WeighedArgument::counted)
        .filter(which)
        .sorted(
            Comparator.<WeighedArgument>comparingDouble(a -> -Math.abs(a.weight()))
                .thenComparing(a -> a.card().id())
                .thenComparing(WeighedArgument::model));
  }

  private static String told(WeighedArgument argument) {
    return "%s (%s, %s, %s)"
        .formatted(
            argument.because().strip().replaceFirst("\\.$", ""),
            argument.card().id(),
            argument.backing().word(),
            Figures.points(argument.weight()));
  }

  private static String sized(Topology topology) {
    return " with %d processes × %d threads × %d tasks in flight"
        .formatted(topology.processes(), topology.threadsPerProcess(), topology.tasksPerThread());
  }

  /** A backtick would end the code, and nothing within it is escaped. */
  private static String code(String text) {
    return dev.advise.facts.Printable.oneLine(text).replace("`", "'");
  }

  private static void item(StringBuilder page, String text) {
    page.append("* ").append(escape(text)).append('\n');
  }
}
