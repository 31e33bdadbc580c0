package dev.advise.report;

import dev.advise.facts.Figures;
import dev.advise.facts.Forecast;
import dev.advise.facts.Recommendation;
import dev.advise.report.Outline.Item;
import dev.advise.report.Outline.Section;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The best of each model in one line, and which of them nothing tells apart. */
final class Expectations {

  private final Words words;
  private final Recommendation advice;

  Expectations(Words words, Recommendation advice) {
    this.words = words;
    this.advice = advice;
  }

  /** The best of each model in one line. */
  Section expected() {
    List<Forecast> best = advice.forecasts().stream().filter(Forecast::bestOfModel).toList();
    // the strongest first
    Set<Forecast.Basis> bases =
        best.stream()
            .map(Forecast::basis)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Forecast.Basis.class)));
    if (bases.isEmpty()) {
      return new Section("", List.of());
    }
    boolean mixed = bases.size() > 1;
    String line =
        best.stream()
            .map(
                f ->
                    words.say(
                        mixed ? "expected.item.marked" : "expected.item",
                        Map.of(
                            "model", word(f),
                            "rate", Figures.perSecond(f.tasksPerSecond().median()),
                            "basis", f.basis().word())))
            .collect(Collectors.joining(" · "));
    List<Item> items = new ArrayList<>(List.of(Item.of(line)));
    tie(best).ifPresent(items::add);
    return new Section(
        words.say("expected." + (mixed ? "mixed." : "") + bases.iterator().next().word()), items);
  }

  /** Those of the best that what was measured does not tell from the choice. */
  private Optional<Item> tie(List<Forecast> best) {
    List<String> tied =
        best.stream()
            .filter(one -> advice.model().equals(Optional.of(one.model())))
            .findFirst()
            .map(chosen -> best.stream().filter(other -> other.tiesWith(chosen)))
            .orElseGet(Stream::empty)
            .map(this::word)
            .toList();
    return tied.size() > 1
        ? Optional.of(Item.of(words.say("expected.tie", Map.of("names", and(tied)))))
        : Optional.empty();
  }

  private String and(List<String> names) {
    String last = names.get(names.size() - 1);
    return words.say(
        "and", Map.of("some", String.join(", ", names.subList(0, names.size() - 1)), "last", last));
  }

  private String word(Forecast forecast) {
    return forecast.topology().isPlainLoop()
        ? words.say("expected.plain-loop")
        : forecast.model().word();
  }
}
