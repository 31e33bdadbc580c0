package dev.advise.report;

import dev.advise.facts.Figures;
import dev.advise.facts.Flip;
import dev.advise.facts.Model;
import dev.advise.facts.Recommendation;
import dev.advise.report.Outline.Item;
import dev.advise.report.Outline.Section;
import java.util.List;
import java.util.Map;

/** What would change the answer. */
final class FlipPhrases {

  private final Words words;
  private final Recommendation advice;

  FlipPhrases(Words words, Recommendation advice) {
    this.words = words;
    this.advice = advice;
  }

  Section flips() {
    List<Item> items = advice.flips().stream().map(this::flip).toList();
    return new Section(
        words.say("flips"), items.isEmpty() ? List.of(Item.of(words.say("flips.none"))) : items);
  }

  private Item flip(Flip flip) {
    return Item.of(
        words.say(
            "flips.item" + direction(flip),
            Map.of(
                "field", flip.field().path(),
                "from", Figures.shown(flip.field().type(), flip.from()),
                "to", Figures.written(flip.field().type(), flip.to()),
                "model", then(flip))));
  }

  /** Of a number that grows or shrinks, beyond the boundary is what is said. */
  private static String direction(Flip flip) {
    return flip.from() instanceof Number from && flip.to() instanceof Number to
        ? from.doubleValue() < to.doubleValue() ? ".up" : ".down"
        : "";
  }

  String then(Flip flip) {
    return flip.plainLoop()
        ? words.say("flips.plain-loop")
        : flip.model().map(Model::word).orElseGet(() -> words.say("flips.nothing-left"));
  }
}
