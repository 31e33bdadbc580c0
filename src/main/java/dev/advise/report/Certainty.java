package dev.advise.report;

import static java.util.Comparator.comparingDouble;

import dev.advise.facts.Assumption;
import dev.advise.facts.Confidence;
import dev.advise.facts.Field;
import dev.advise.facts.Figures;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.Recommendation;
import dev.advise.facts.RuntimeReport;
import dev.advise.report.Outline.Item;
import dev.advise.report.Outline.Section;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How sure the answer is: what was measured, what was not and why, and what would settle it. */
final class Certainty {

  private final Words words;
  private final Knowledge knowledge;
  private final Instant now;
  private final Recommendation advice;
  private final FlipPhrases flips;

  Certainty(
      Words words, Knowledge knowledge, Instant now, Recommendation advice, FlipPhrases flips) {
    this.words = words;
    this.knowledge = knowledge;
    this.now = now;
    this.advice = advice;
    this.flips = flips;
  }

  Section sure() {
    List<Item> items = new ArrayList<>();
    items.add(
        Item.of(
            words.say(
                "sure.item",
                Map.of(
                    "level", advice.confidence().level().word(),
                    "robustness", Figures.percent(advice.confidence().robustness()),
                    "why", advice.confidence().why()))));
    if (advice.host().carried()) {
      items.add(Item.of(words.say("sure.carried")));
    }
    RuntimeReport runtime = advice.host().runtime(advice.profile().platform().runtime());
    items.add(
        Item.of(
            runtime
                .version()
                .fold(
                    version ->
                        advice.host().measuredAt().isPresent()
                            ? words.say(
                                "sure.measured",
                                Map.of(
                                    "when",
                                    when(ageSeconds(advice.host().measuredAt().get(), now)),
                                    "runtime",
                                    runtime.runtime(),
                                    "version",
                                    version,
                                    "cores",
                                    cores()))
                            : notMeasured(words.say("sure.not-asked")),
                    unknown -> notMeasured(unknown.detail()))));
    // What was measured, or why nothing was, is never cut.
    int least = items.size();
    items.addAll(unsettled());
    return new Section(words.say("sure"), items, least);
  }

  /** What would settle it: the unknown that could change the answer, and of a toss-up the field. */
  private List<Item> unsettled() {
    List<Item> items = new ArrayList<>();
    Unknown.mostTelling(advice)
        .map(unknown -> unknown.verdict())
        .ifPresent(
            verdict ->
                items.add(
                    Item.of(
                        words.say(
                            "sure.unknown",
                            Map.of("says", knowledge.says(verdict.claim()).orElse(""))),
                        verdict.claim())));
    if (advice.confidence().level() == Confidence.Level.TOSS_UP) {
      Set<Field> assumed =
          advice.profile().assumptions().stream()
              .map(Assumption::field)
              .collect(Collectors.toSet());
      advice.flips().stream()
          .min(comparingDouble(flip -> assumed.contains(flip.field()) ? 0 : 1))
          .map(
              flip ->
                  words.say(
                      "sure.field",
                      Map.of(
                          "field", flip.field().path(),
                          "to", Figures.written(flip.field().type(), flip.to()),
                          "model", flips.then(flip))))
          .ifPresent(said -> items.add(Item.of(said)));
    }
    return items;
  }

  private String notMeasured(String why) {
    return words.say("sure.not-measured", Map.of("why", why));
  }

  private String when(long secondsAgo) {
    return secondsAgo == 0
        ? words.say("sure.now")
        : words.say("sure.ago", Map.of("age", Figures.age(secondsAgo)));
  }

  private String cores() {
    HostFacts facts = advice.host().facts();
    return Stream.of(HostFact.CORES_QUOTA, HostFact.CORES_AFFINITY, HostFact.CORES_ONLINE)
        .flatMap(fact -> facts.number(fact).stream())
        .min(Double::compare)
        .map(n -> words.say("sure.cores", Map.of("n", Figures.plain(n))))
        .orElseGet(() -> words.say("sure.cores.unknown"));
  }

  /** Whole seconds since then; 0 where the clocks disagree. */
  static long ageSeconds(Instant then, Instant now) {
    return Math.max(0, Duration.between(then, now).toSeconds());
  }
}
