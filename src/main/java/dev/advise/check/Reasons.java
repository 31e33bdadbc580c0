package dev.advise.check;

import dev.advise.facts.Backing;
import dev.advise.facts.Model;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Ruling;
import dev.advise.facts.WeighedArgument;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules behind a finding, from a recommendation. */
final class Reasons {

  private static final int MOST = 5;

  private Reasons() {}

  /** What speaks for one model or against the other, the weightiest first. */
  static List<Evidence> between(Recommendation advice, Optional<Model> better, Model worse) {
    Stream<Evidence> excluded =
        advice.excluded().stream()
            .filter(r -> r.model().equals(Optional.of(worse)))
            .map(Reasons::evidence);
    Stream<Evidence> argued =
        advice.arguments().stream()
            .filter(WeighedArgument::counted)
            .filter(
                a ->
                    Optional.of(a.model()).equals(better) && a.weight() > 0
                        || a.model() == worse && a.weight() < 0)
            .sorted(
                Comparator.<WeighedArgument>comparingDouble(a -> -Math.abs(a.weight()))
                    .thenComparing(a -> a.card().id())
                    .thenComparing(WeighedArgument::model))
            .map(Reasons::evidence);
    return Stream.concat(excluded, argued).limit(MOST).toList();
  }

  /** Every exclusion. */
  static List<Evidence> exclusions(Recommendation advice) {
    return advice.excluded().stream().map(Reasons::evidence).toList();
  }

  /** The first sentence of the evidence, without its full stop. */
  static String grounds(List<Evidence> evidence) {
    return evidence.isEmpty()
        ? "No single rule decides it"
        : evidence.get(0).because().strip().replaceFirst("\\.$", "");
  }

  private static Evidence evidence(WeighedArgument argument) {
    return new Evidence(
        argument.card().id(),
        argument.card().claim(),
        argument.backing().word(),
        argument.because());
  }

  private static Evidence evidence(Ruling ruling) {
    return new Evidence(
        ruling.card().id(), ruling.card().claim(), Backing.TEXTBOOK.word(), ruling.because());
  }
}
