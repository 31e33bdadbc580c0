package dev.advise.report;

import dev.advise.facts.Recommendation;
import dev.advise.facts.WeighedArgument;
import dev.advise.report.Outline.Item;
import dev.advise.report.Outline.Section;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the textbook says and this host refutes. */
final class Refutations {

  private final Words words;
  private final Knowledge knowledge;
  private final Recommendation advice;

  Refutations(Words words, Knowledge knowledge, Recommendation advice) {
    this.words = words;
    this.knowledge = knowledge;
    this.advice = advice;
  }

  /** One item a claim, however many rules rested on it. */
  Section refuted() {
    Map<String, Item> byClaim = new LinkedHashMap<>();
    for (WeighedArgument argument : advice.refuted()) {
      String id = argument.card().claim();
      byClaim.computeIfAbsent(id, claim -> Item.of(refutation(claim, argument), claim));
    }
    return new Section(words.say("refuted"), List.copyOf(byClaim.values()));
  }

  private String refutation(String id, WeighedArgument argument) {
    String says = knowledge.says(id).orElse(argument.because());
    return advice.verdicts().stream()
        .filter(verdict -> verdict.claim().equals(id) && verdict.measured().isPresent())
        .findFirst()
        .map(
            verdict ->
                words.say(
                    "refuted.item",
                    Map.of(
                        "says", sentence(says),
                        "shown", knowledge.shown(verdict).orElse(""),
                        "expected", knowledge.expected(verdict))))
        .orElseGet(() -> words.say("refuted.item.unmeasured", Map.of("says", sentence(says))));
  }

  private static String sentence(String says) {
    return says.endsWith(".") ? says : says + ".";
  }
}
