package dev.advise.check;

import dev.advise.facts.Backing;
import dev.advise.facts.Model;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Ruling;
import dev.advise.facts.WeighedArgument;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules behind a finding, from a recommendation. */
final class Reasons {

  private static final int MOST = 5;

  private Reasons() {}

  /** Why a model is recommended: what speaks for it or against the others, the weightiest first. */
  static List<Evidence> behind(Recommendation advice, Model best) {
    return arguments(advice, a -> a.model() == best ? a.weight() > 0 : a.weight() < 0)
        .limit(MOST)
        .toList();
  }

  /** What speaks for one model or against the other, the weightiest first. */
  static List<Evidence> between(Recommendation advice, Model better, Model worse) {
    return Stream.concat(
            advice.exclusions(worse).map(Reasons::evidence),
            arguments(
                advice,
                a -> a.model() == better && a.weight() > 0 || a.model() == worse && a.weight() < 0))
        .limit(MOST)
        .toList();
  }

  /** Every exclusion. */
  static List<Evidence> exclusions(Recommendation advice) {
    return advice.excluded().stream().map(Reasons::evidence).toList();
  }

  /** The weightiest of the evidence as a sentence, without its full stop. */
  static String grounds(List<Evidence> evidence) {
    return told(evidence.stream().limit(1));
  }

  /** All of it, one reason for each model. */
  static String groundsForEach(List<Evidence> evidence) {
    return told(
        evidence.stream()
            .collect(
                Collectors.groupingBy(
                    Evidence::speaks, java.util.LinkedHashMap::new, Collectors.toList()))
            .values()
            .stream()
            .map(of -> of.get(0)));
  }

  private static String told(Stream<Evidence> evidence) {
    String told =
        evidence
            .map(e -> e.speaks() + ": " + e.because().strip().replaceFirst("\\.$", ""))
            .collect(Collectors.joining("; "));
    return told.isEmpty()
        ? Wording.of("no-single-rule")
        : told.substring(0, 1).toUpperCase(Locale.ROOT) + told.substring(1);
  }

  private static Stream<Evidence> arguments(
      Recommendation advice, Predicate<WeighedArgument> which) {
    return advice.counted(which).map(Reasons::evidence);
  }

  private static Evidence evidence(WeighedArgument argument) {
    return new Evidence(
        argument.card().id(),
        argument.card().claim(),
        Wording.of(
            argument.weight() < 0 ? "speaks.against" : "speaks.for",
            Map.of("model", argument.model().word())),
        argument.backing().word(),
        argument.because());
  }

  private static Evidence evidence(Ruling ruling) {
    return new Evidence(
        ruling.card().id(),
        ruling.card().claim(),
        ruling
            .model()
            .map(model -> Wording.of("speaks.against", Map.of("model", model.word())))
            .orElseGet(() -> Wording.of("speaks.against-all")),
        Backing.TEXTBOOK.word(),
        ruling.because());
  }
}
