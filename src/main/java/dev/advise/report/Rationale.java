package dev.advise.report;

import static java.util.Comparator.comparingDouble;

import dev.advise.facts.Figures;
import dev.advise.facts.Model;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Scorecard;
import dev.advise.facts.WeighedArgument;
import dev.advise.report.Outline.Item;
import dev.advise.report.Outline.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Why one model and not the others. */
final class Rationale {

  private final Words words;
  private final Recommendation advice;
  private final CountedArguments arguments;

  Rationale(Words words, Recommendation advice, CountedArguments arguments) {
    this.words = words;
    this.advice = advice;
    this.arguments = arguments;
  }

  Section why(Model chosen) {
    List<Item> items =
        Stream.concat(
                arguments.explained(chosen),
                forAndAgainst(chosen).stream().flatMap(arguments::told))
            .toList();
    return new Section(
        advice.isPlainLoop() ? words.say("why.plain-loop") : ahead(chosen),
        items.isEmpty() ? List.of(Item.of(words.say(nothingAbout(chosen)))) : items);
  }

  /** Where nothing is said of the choice, what is said of the others decided, if it did. */
  private String nothingAbout(Model chosen) {
    boolean leads = Rivals.of(advice).stream().anyMatch(rival -> !isLevel(chosen, rival));
    return leads ? "why.nothing" : "why.silent";
  }

  /** By how much the choice leads each of the others that were left. */
  private String ahead(Model chosen) {
    List<Model> rivals = Rivals.of(advice);
    if (rivals.isEmpty()) {
      return words.say("why.alone", Map.of("model", chosen.word()));
    }
    List<String> leads = new ArrayList<>();
    String ahead = "why.ahead";
    for (Model rival : rivals) {
      boolean level = isLevel(chosen, rival);
      leads.add(
          words.say(
              level ? "why.level" : ahead,
              Map.of("n", lead(chosen, rival), "model", rival.word())));
      ahead = level ? ahead : "why.ahead.further";
    }
    return words.say("why", Map.of("model", chosen.word(), "leads", String.join(", ", leads)));
  }

  /** Totals so close that they do not decide. */
  private boolean isLevel(Model chosen, Model rival) {
    return advice.scorecard().of(chosen) - advice.scorecard().of(rival) <= Scorecard.TIE;
  }

  private String lead(Model chosen, Model rival) {
    return Figures.lead(advice.scorecard().of(chosen) - advice.scorecard().of(rival));
  }

  /** The counted arguments about a model, those that speak for it first, the strongest leading. */
  private List<WeighedArgument> forAndAgainst(Model model) {
    return arguments
        .counted(model)
        .sorted(
            comparingDouble((WeighedArgument a) -> a.weight() > 0 ? 0 : 1)
                .thenComparing(arguments.strongestFirst()))
        .toList();
  }

  Section whyNot(Model loser) {
    List<Item> items = new ArrayList<>();
    advice.exclusions(loser).forEach(e -> items.add(Item.of(e.because(), e.card().id())));
    if (!items.isEmpty()) {
      return new Section(words.say("why-not.excluded", Map.of("model", loser.word())), items);
    }
    arguments
        .counted(loser)
        .sorted(
            comparingDouble((WeighedArgument a) -> a.weight() < 0 ? 0 : 1)
                .thenComparing(arguments.strongestFirst()))
        .flatMap(arguments::told)
        .forEach(items::add);
    Model chosen = advice.model().orElseThrow();
    if (items.isEmpty()) {
      items.add(Item.of(words.say(isLevel(chosen, loser) ? "why.silent" : "why-not.nothing")));
    }
    return new Section(
        words.say(
            isLevel(chosen, loser) ? "why-not.level" : "why-not",
            Map.of("model", loser.word(), "n", lead(chosen, loser))),
        items);
  }

  Section clash() {
    return new Section(
        words.say("clash"),
        advice.excluded().stream()
            .map(
                e ->
                    Item.of(
                        words.say(
                            "clash.item",
                            Map.of(
                                "model", e.model().map(Model::word).orElse(""),
                                "because", e.because())),
                        e.card().id()))
            .toList());
  }
}
