package dev.advise.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Instant START = Instant.parse("2026-01-01T09:00:00Z");
  private static final Schedule OPEN_ENDED = new Schedule(Optional.empty());

  private static Review answer(Instant at, Rating rating) {
    return new Review(
        at,
        Review.Event.ANSWER,
        "card",
        1,
        Kind.RECALL,
        Group.THEORY,
        "session",
        rating,
        rating,
        1000,
        Optional.empty());
  }

  /** Days between answers that are each given exactly when due. */
  private static List<Long> intervals(Schedule schedule, Rating... ratings) {
    List<Long> days = new ArrayList<>();
    Optional<Schedule.State> state = Optional.empty();
    Instant now = START;
    for (Rating rating : ratings) {
      Schedule.State next = schedule.after(state, rating, now);
      days.add(Duration.between(now, next.due()).toDays());
      now = next.due();
      state = Optional.of(next);
    }
    return days;
  }

  @Test
  void the_upstream_intervals_are_reproduced() {
    Rating g = Rating.GOOD;
    Rating a = Rating.AGAIN;
    assertEquals(
        List.of(0L, 4L, 14L, 45L, 135L, 372L, 0L, 0L, 2L, 5L, 10L, 20L, 40L),
        intervals(OPEN_ENDED, g, g, g, g, g, g, a, a, g, g, g, g, g));
  }

  @Test
  void a_first_again_comes_back_in_a_minute_and_a_first_good_in_ten() {
    assertEquals(
        START.plusSeconds(60), OPEN_ENDED.after(Optional.empty(), Rating.AGAIN, START).due());
    assertEquals(
        START.plusSeconds(600), OPEN_ENDED.after(Optional.empty(), Rating.GOOD, START).due());
    assertEquals(
        START.plusSeconds(330), OPEN_ENDED.after(Optional.empty(), Rating.HARD, START).due());
  }

  @Test
  void with_an_interview_in_view_nothing_is_put_off_beyond_half_of_the_time_left() {
    Schedule soon = new Schedule(Optional.of(LocalDate.parse("2026-01-11")));
    Rating e = Rating.EASY;
    assertTrue(intervals(soon, e).get(0) <= 5);
    assertTrue(intervals(OPEN_ENDED, e).get(0) > 5);
  }

  @Test
  void cramming_moves_no_schedule() {
    Review crammed = answer(START, Rating.AGAIN);
    Review cram =
        new Review(
            START,
            Review.Event.ANSWER,
            "card",
            1,
            Kind.RECALL,
            Group.THEORY,
            Review.CRAM,
            Rating.AGAIN,
            Rating.AGAIN,
            10,
            Optional.empty());
    assertTrue(OPEN_ENDED.replay(List.of(cram)).isEmpty());
    assertFalse(OPEN_ENDED.replay(List.of(crammed)).isEmpty());
  }

  @Test
  void an_answer_that_is_undone_never_happened() {
    Review first = answer(START, Rating.GOOD);
    Review second = answer(START.plusSeconds(900), Rating.AGAIN);
    assertEquals(
        OPEN_ENDED.replay(List.of(first)),
        OPEN_ENDED.replay(List.of(first, second, second.undone(START.plusSeconds(960)))));
  }
}
