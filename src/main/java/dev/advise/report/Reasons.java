package dev.advise.report;

import dev.advise.facts.Assumption;
import dev.advise.facts.Figures;
import dev.advise.facts.Model;
import dev.advise.facts.Recommendation;
import dev.advise.report.Outline.Item;
import dev.advise.report.Outline.Section;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The sections of a report: why, why not, how sure, and what would change the answer. */
final class Reasons {

  private final Words words;
  private final Recommendation advice;
  private final CountedArguments arguments;
  private final Rationale rationale;
  private final Expectations expectations;
  private final Refutations refutations;
  private final FlipPhrases flips;
  private final Certainty certainty;

  Reasons(Words words, Knowledge knowledge, Instant now, Recommendation advice) {
    this.words = words;
    this.advice = advice;
    this.arguments = new CountedArguments(advice);
    this.rationale = new Rationale(words, advice, arguments);
    this.expectations = new Expectations(words, advice);
    this.refutations = new Refutations(words, knowledge, advice);
    this.flips = new FlipPhrases(words, advice);
    this.certainty = new Certainty(words, knowledge, now, advice, flips);
  }

  /** The answer in one line. */
  String answer() {
    String name = advice.profile().name();
    if (advice.isPlainLoop()) {
      return words.say("answer.plain-loop", Map.of("name", name));
    }
    return advice
        .choice()
        .map(
            choice ->
                words.say(
                    "answer",
                    Map.of(
                        "name", name,
                        "model", choice.model().word(),
                        "topology", words.topology(choice.topology()),
                        "bound", choice.boundBy().word())))
        .orElseGet(() -> words.say("answer.none", Map.of("name", name)));
  }

  /** The reasons, the most telling first; none of them empty. */
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    if (advice.choice().isPresent()) {
      Model chosen = advice.choice().get().model();
      sections.add(expectations.expected());
      sections.add(rationale.why(chosen));
      Stream.of(Model.values())
          .filter(m -> m != chosen)
          .map(rationale::whyNot)
          .forEach(sections::add);
    } else {
      sections.add(rationale.clash());
    }
    sections.add(refutations.refuted());
    sections.add(assumed());
    sections.add(flips.flips());
    sections.add(certainty.sure());
    sections.add(warnings());
    return sections.stream().filter(section -> !section.items().isEmpty()).toList();
  }

  /** Where to look next: the rule that says most for the answer, or against another. */
  String further() {
    Optional<String> rule =
        Rivals.of(advice).isEmpty()
            ? advice.excluded().stream().findFirst().map(e -> e.card().id())
            : advice.model().flatMap(this::mostTelling);
    return rule.map(id -> words.say("further", Map.of("rule", id)))
        .orElseGet(() -> words.say("further.no-rule"));
  }

  private Optional<String> mostTelling(Model chosen) {
    return Stream.of(Model.values())
        .flatMap(arguments::counted)
        .filter(a -> a.model() == chosen ? a.weight() > 0 : a.weight() < 0)
        .min(arguments.strongestFirst())
        .map(a -> arguments.cause(a).orElse(a).card().id());
  }

  private Section assumed() {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (Assumption assumption : advice.profile().assumptions()) {
      byReason.computeIfAbsent(assumption.why(), why -> new ArrayList<>()).add(assumed(assumption));
    }
    return new Section(
        words.say("assumed"),
        byReason.entrySet().stream()
            .map(e -> assumed(e.getKey(), String.join(", ", e.getValue())))
            .toList());
  }

  private Item assumed(String why, String values) {
    return Item.of(words.say("assumed.item", Map.of("why", why, "values", values)));
  }

  private static String assumed(Assumption assumption) {
    return assumption.field().path()
        + " "
        + Figures.shown(assumption.field().type(), assumption.value());
  }

  private Section warnings() {
    return new Section(
        words.say("warnings"),
        advice.warnings().stream().map(w -> Item.of(w.because(), w.card().id())).toList());
  }
}
