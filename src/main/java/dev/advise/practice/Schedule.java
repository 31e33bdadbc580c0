package dev.advise.practice;

import dev.advise.laws.Fsrs;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When to ask again: FSRS-6 with its usual learning steps, bent towards a day that one prepares
 * for. There is no chance in it, so the same log gives the same schedule on every machine.
 *
 * @param until the day of the interview
 */
record Schedule(Optional<LocalDate> until) {

  private static final List<Duration> LEARNING =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(10));
  private static final List<Duration> RELEARNING = List.of(Duration.ofMinutes(10));

  private static final double RETENTION = 0.9;

  /** With a day in view: what is wanted long before it, and on the day itself. */
  private static final double EARLY = 0.85;

  private static final double FINAL = 0.95;
  private static final int RISING_DAYS = 14;

  /** Where a question stands. */
  enum Stage {
    LEARNING,
    REVIEW,
    RELEARNING
  }

  /**
   * What is known about one question.
   *
   * @param step the next learning step, while learning
   * @param lapses how often it was forgotten after it had been learned
   */
  record State(
      Fsrs.Memory memory,
      Stage stage,
      int step,
      Instant last,
      Instant due,
      int answers,
      int lapses) {

    /** The chance of recall now, 0 to 1. */
    double recall(Instant now) {
      return Fsrs.recall(memory, days(last, now));
    }
  }

  /** The state of every question that a log speaks of and has not begun anew. */
  Map<String, State> replay(List<Review> reviews) {
    Map<String, State> states = new HashMap<>();
    for (Review review : Review.standing(reviews)) {
      if (review.event() == Review.Event.RESET) {
        states.remove(review.question());
      } else if (!review.mode().equals(Review.CRAM)) {
        State before = states.get(review.question());
        states.put(
            review.question(), after(Optional.ofNullable(before), review.rating(), review.at()));
      }
    }
    return states;
  }

  /** The state after one more answer. */
  State after(Optional<State> before, Rating rating, Instant at) {
    if (before.isEmpty()) {
      return step(Fsrs.first(rating.grade()), Stage.LEARNING, 0, rating, at, 1, 0);
    }
    State was = before.get();
    Fsrs.Memory memory = Fsrs.next(was.memory(), days(was.last(), at), rating.grade());
    int answers = was.answers() + 1;
    if (was.stage() != Stage.REVIEW) {
      return step(memory, was.stage(), was.step(), rating, at, answers, was.lapses());
    }
    if (rating == Rating.AGAIN) {
      Instant due = at.plus(RELEARNING.get(0));
      return new State(memory, Stage.RELEARNING, 0, at, due, answers, was.lapses() + 1);
    }
    return review(memory, at, answers, was.lapses());
  }

  private State step(
      Fsrs.Memory memory,
      Stage stage,
      int step,
      Rating rating,
      Instant at,
      int answers,
      int lapses) {
    List<Duration> steps = stage == Stage.LEARNING ? LEARNING : RELEARNING;
    int next =
        switch (rating) {
          case AGAIN -> 0;
          case HARD -> step;
          case GOOD -> step + 1;
          case EASY -> steps.size();
        };
    if (next >= steps.size()) {
      return review(memory, at, answers, lapses);
    }
    Duration wait = rating == Rating.HARD ? hard(steps, step) : steps.get(next);
    return new State(memory, stage, next, at, at.plus(wait), answers, lapses);
  }

  /** Between the first step and the second, as upstream does. */
  private static Duration hard(List<Duration> steps, int step) {
    if (step > 0) {
      return steps.get(step);
    }
    return steps.size() == 1
        ? steps.get(0).multipliedBy(3).dividedBy(2)
        : steps.get(0).plus(steps.get(1)).dividedBy(2);
  }

  private State review(Fsrs.Memory memory, Instant at, int answers, int lapses) {
    return new State(
        memory,
        Stage.REVIEW,
        0,
        at,
        at.plus(interval(memory, at), ChronoUnit.DAYS),
        answers,
        lapses);
  }

  /** Whole days until the next question; with a day in view never beyond half the time left. */
  private int interval(Fsrs.Memory memory, Instant at) {
    if (until.isEmpty()) {
      return Fsrs.interval(memory, RETENTION);
    }
    long left = daysLeft(at);
    if (left <= 0) {
      return Fsrs.interval(memory, RETENTION);
    }
    long days = Math.min(Fsrs.interval(memory, retention(left)), Math.min(left / 2, left - 1));
    return (int) Math.max(1, days);
  }

  private static double retention(long left) {
    double near = Math.max(0, RISING_DAYS - left) / (double) RISING_DAYS;
    return EARLY + (FINAL - EARLY) * near;
  }

  /** Whole days until the day, negative after it; UTC, so that machines agree. */
  long daysLeft(Instant now) {
    return until
        .map(day -> ChronoUnit.DAYS.between(LocalDate.ofInstant(now, ZoneOffset.UTC), day))
        .orElse(Long.MAX_VALUE);
  }

  private static long days(Instant from, Instant to) {
    return Math.max(0, ChronoUnit.DAYS.between(from, to));
  }
}
