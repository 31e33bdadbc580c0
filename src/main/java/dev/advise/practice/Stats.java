package dev.advise.practice;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.advise.facts.Figures;
import dev.advise.laws.Digits;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Progress as figures, and as a picture for a terminal. */
record Stats(Deck deck, List<Review> reviews, Map<String, Schedule.State> states, Instant now) {

  private static final int WEEKS = 4;
  private static final int WIDTH = 20;

  /**
   * One group's standing.
   *
   * @param recall the chance of recall now; empty where nothing was seen
   * @param overconfidence by how much the learner's marks lie above the proposed ones
   */
  record Standing(
      int cards, int seen, int due, OptionalDouble recall, OptionalDouble overconfidence) {}

  private List<Review> answers() {
    return Review.answers(reviews);
  }

  Standing of(Group group) {
    List<Card> cards = deck.cards().stream().filter(c -> c.group() == group).toList();
    List<Schedule.State> seen =
        cards.stream().map(c -> states.get(c.id())).filter(s -> s != null).toList();
    return new Standing(
        cards.size(),
        seen.size(),
        (int) seen.stream().filter(s -> !s.due().isAfter(now)).count(),
        seen.stream().mapToDouble(s -> s.recall(now)).average(),
        answers().stream()
            .filter(r -> r.group() == group)
            .mapToInt(r -> r.rating().grade() - r.proposed().grade())
            .average());
  }

  String json() {
    Map<String, Object> groups = new LinkedHashMap<>();
    for (Group group : Group.values()) {
      Standing s = of(group);
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("cards", s.cards());
      row.put("seen", s.seen());
      row.put("due", s.due());
      row.put("recall", number(s.recall()));
      row.put("overconfidence", number(s.overconfidence()));
      groups.put(group.word(), row);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("schema", "advise/practice-stats/v1");
    all.put("cards", deck.size());
    all.put("answers", answers().size());
    all.put("groups", groups);
    all.put("days", days());
    try {
      return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(all) + "\n";
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Unknown is null. */
  private static Object number(OptionalDouble number) {
    return number.isPresent() ? number.getAsDouble() : null;
  }

  /** Answers a day, the last four weeks, in UTC. */
  private Map<String, Integer> days() {
    Map<String, Integer> days = new LinkedHashMap<>();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    for (int back = WEEKS * 7 - 1; back >= 0; back--) {
      days.put(today.minusDays(back).toString(), 0);
    }
    answers()
        .forEach(
            r ->
                days.computeIfPresent(
                    LocalDate.ofInstant(r.at(), ZoneOffset.UTC).toString(), (d, n) -> n + 1));
    return days;
  }

  String text(Lang lang, Phrases phrases) {
    StringBuilder text = new StringBuilder();
    text.append(phrases.of("stats.title", lang, deck.size(), answers().size())).append("\n\n");
    for (Group group : Group.values()) {
      Standing s = of(group);
      text.append(bar(s))
          .append(' ')
          .append(
              phrases.of(
                  "stats.row",
                  lang,
                  phrases.of("group." + group.word(), lang),
                  s.seen(),
                  s.cards(),
                  s.due()));
      s.recall().ifPresent(r -> text.append(phrases.of("stats.recall", lang, Math.round(100 * r))));
      text.append('\n');
    }
    for (Group group : Group.values()) {
      of(group).overconfidence().ifPresent(o -> text.append(confidence(group, o, lang, phrases)));
    }
    text.append('\n').append(calendar()).append("  ").append(phrases.of("stats.days", lang));
    return text.append('\n').toString();
  }

  /** By how much of a mark the learner thinks better, or worse, of answers than the marker does. */
  private static String confidence(Group group, double over, Lang lang, Phrases phrases) {
    String marks = Figures.plain(Digits.two(Math.abs(over)));
    String name = phrases.of("group." + group.word(), lang);
    return over == 0
        ? ""
        : phrases.of(over > 0 ? "stats.above" : "stats.below", lang, name, marks) + "\n";
  }

  /** Known by now, seen, and not seen yet. */
  private static String bar(Standing s) {
    int known =
        s.cards() == 0 ? 0 : (int) Math.round(WIDTH * s.seen() * s.recall().orElse(0) / s.cards());
    int seen = s.cards() == 0 ? 0 : Math.round((float) WIDTH * s.seen() / s.cards());
    return "#".repeat(known)
        + "+".repeat(Math.max(0, seen - known))
        + ".".repeat(WIDTH - Math.max(known, seen));
  }

  private String calendar() {
    return days().values().stream()
        .map(n -> n == 0 ? "." : n < 5 ? "-" : n < 15 ? "+" : "#")
        .collect(Collectors.joining());
  }

  /** Whole minutes until the next card is due; empty where none is scheduled. */
  OptionalLong minutesToNext() {
    return states.values().stream()
        .map(Schedule.State::due)
        .filter(due -> due.isAfter(now))
        .mapToLong(due -> ChronoUnit.MINUTES.between(now, due))
        .min();
  }
}
