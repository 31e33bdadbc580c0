package dev.advise.report;

import static java.util.Comparator.comparingDouble;

import dev.advise.facts.Model;
import dev.advise.facts.Recommendation;
import dev.advise.facts.WeighedArgument;
import dev.advise.report.Outline.Item;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What the rules argued, as a reader is told it: what counts, the strongest first. */
final class CountedArguments {

  private final Recommendation advice;

  CountedArguments(Recommendation advice) {
    this.advice = advice;
  }

  Stream<WeighedArgument> counted(Model model) {
    return advice.arguments().stream()
        .filter(a -> a.counted() && a.model() == model && worth(a) != 0);
  }

  Comparator<WeighedArgument> strongestFirst() {
    return comparingDouble((WeighedArgument a) -> -Math.abs(worth(a)))
        .thenComparing(a -> a.card().id());
  }

  /** What is said of a model without a weight: why the others fall behind, and it does not. */
  Stream<Item> explained(Model model) {
    return advice.arguments().stream()
        .filter(a -> a.model() == model && a.argument().weight() == 0)
        .map(a -> Item.of(a.because(), a.card().id()));
  }

  /** An argument, and below it the rule that tells its cause. */
  Stream<Item> told(WeighedArgument argument) {
    return Stream.concat(
        Stream.of(item(argument)),
        cause(argument).map(a -> Item.of(a.because(), a.card().id())).stream());
  }

  /**
   * Of a family called like its criterion one rule tells how much and the others why: they have the
   * same weight, so one counts, and what another says belongs below it.
   */
  Optional<WeighedArgument> cause(WeighedArgument counted) {
    Optional<String> family = Optional.of(counted.card().criterion().word());
    return advice.arguments().stream()
        .filter(a -> !a.counted() && a.model() == counted.model())
        .filter(a -> a.card().family().equals(family) && counted.card().family().equals(family))
        .filter(a -> a.argument().weight() == counted.argument().weight())
        .min(Comparator.comparing(WeighedArgument::backing).thenComparing(a -> a.card().id()));
  }

  /** Its points as they count in the total. */
  Item item(WeighedArgument argument) {
    return new Item(
        OptionalDouble.of(worth(argument)), argument.because(), Optional.of(argument.card().id()));
  }

  private double worth(WeighedArgument argument) {
    return argument.weight() * advice.scorecard().importance(argument.card().criterion());
  }
}
