package dev.advise.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is asked when. */
class AgendaTest {

  private static final Instant NOW = Instant.parse("2026-01-01T09:00:00Z");

  private static Review answer(String card, Instant at, Rating rating) {
    return new Review(
        at,
        Review.Event.ANSWER,
        card,
        1,
        Kind.RECALL,
        Group.THEORY,
        "session",
        rating,
        rating,
        1000,
        Optional.empty());
  }

  /** The cards that a session would ask, {@code th-zombie} and {@code th-join} having been Easy. */
  private static List<String> asked(Optional<LocalDate> until, int fresh) {
    List<Review> log =
        List.of(
            answer("th-join", NOW.minusSeconds(7200), Rating.EASY),
            answer("th-zombie", NOW.minusSeconds(86_400 * 2), Rating.EASY));
    Schedule schedule = new Schedule(until);
    Settings settings =
        new Settings(
            Lang.EN, Mode.SESSION, Duration.ofMinutes(12), fresh, until, OptionalLong.of(1));
    Workbench nothing =
        new Workbench(
            WorkbenchTest.ADVISOR,
            WorkbenchTest.HOST,
            List.of(),
            new Marker(Synonyms.none()),
            Phrases.shipped(),
            1);
    List<String> ids = new ArrayList<>();
    new Agenda(Deck.shipped(), schedule.replay(log), schedule, settings, 1)
        .questions(nothing, card -> ScriptedSessionTest.card(card.id()), NOW)
        .forEach(question -> ids.add(question.id()));
    return ids;
  }

  @Test
  void what_was_easy_is_not_due_and_new_cards_come_as_many_as_wanted() {
    List<String> ids = asked(Optional.empty(), 5);
    assertEquals(5, ids.size());
    assertTrue(!ids.contains("th-join") && !ids.contains("th-zombie"), "" + ids);
  }

  @Test
  void with_a_day_in_view_all_new_cards_come_in_time() {
    int unseen = Deck.shipped().size() - 2;
    assertEquals((unseen + 16) / 17, asked(Optional.of(LocalDate.parse("2026-01-21")), 5).size());
  }

  @Test
  void the_last_two_days_review_the_shakiest_and_bring_nothing_new() {
    for (String day : List.of("2026-01-01", "2026-01-03")) {
      assertEquals(
          List.of("th-zombie", "th-join"), asked(Optional.of(LocalDate.parse(day)), 5), day);
    }
    assertEquals(List.of("th-zombie"), asked(Optional.of(LocalDate.parse("2026-01-04")), 5));
  }
}
