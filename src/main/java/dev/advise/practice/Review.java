package dev.advise.practice;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.advise.facts.Word;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One line of the log: something that happened to a question.
 *
 * @param at when, as finely as the clock tells, so that no two answers to a question share it
 * @param event an answer, its withdrawal, or a fresh start
 * @param question the card's id, or a generated question's
 * @param rev the card's revision, 1 for generated questions
 * @param mode how it was asked: session, mock, cram or a drill
 * @param rating what the learner settled on
 * @param proposed what the marker proposed
 * @param millis from question to answer
 * @param of for a withdrawal: when the withdrawn answer was given
 */
record Review(
    Instant at,
    Event event,
    String question,
    int rev,
    Kind kind,
    Group group,
    String mode,
    Rating rating,
    Rating proposed,
    long millis,
    Optional<Instant> of) {

  /** The mode whose answers are logged and move no schedule. */
  static final String CRAM = "cram";

  /** What a line records. */
  enum Event implements Word {
    ANSWER,
    UNDO,
    RESET
  }

  /** The withdrawal of this answer, or of this fresh start. */
  Review undone(Instant now) {
    return new Review(
        now, Event.UNDO, question, rev, kind, group, mode, rating, proposed, 0, Optional.of(at));
  }

  /** What still stands of a log: neither withdrawals nor what they withdrew. */
  static List<Review> standing(List<Review> log) {
    Set<String> withdrawn =
        log.stream()
            .flatMap(r -> r.of().map(at -> at + " " + r.question()).stream())
            .collect(Collectors.toSet());
    return log.stream()
        .filter(r -> r.event() != Event.UNDO)
        .filter(r -> !withdrawn.contains(r.at() + " " + r.question()))
        .toList();
  }

  /** The answers that still stand. */
  static List<Review> answers(List<Review> log) {
    return standing(log).stream().filter(r -> r.event() == Event.ANSWER).toList();
  }

  /** A question begun anew. */
  static Review reset(Instant now, Card card) {
    return new Review(
        now,
        Event.RESET,
        card.id(),
        card.rev(),
        card.kind(),
        card.group(),
        "reset",
        Rating.AGAIN,
        Rating.AGAIN,
        0,
        Optional.empty());
  }

  String json() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("at", at.toString());
    map.put("event", event.word());
    map.put("question", question);
    map.put("rev", rev);
    map.put("kind", kind.word());
    map.put("group", group.word());
    map.put("mode", mode);
    map.put("rating", rating.word());
    map.put("proposed", proposed.word());
    map.put("ms", millis);
    of.ifPresent(when -> map.put("of", when.toString()));
    try {
      return JSON.std.asString(map);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a line says; empty for a line that was cut short or is none of ours. */
  static Optional<Review> parse(String line) {
    try {
      Map<String, Object> map = JSON.std.mapFrom(line);
      return Optional.of(
          new Review(
              Instant.parse(text(map, "at")),
              word(Event.class, map, "event"),
              text(map, "question"),
              number(map, "rev").intValue(),
              word(Kind.class, map, "kind"),
              word(Group.class, map, "group"),
              text(map, "mode"),
              word(Rating.class, map, "rating"),
              word(Rating.class, map, "proposed"),
              number(map, "ms").longValue(),
              Optional.ofNullable(map.get("of")).map(when -> Instant.parse(String.valueOf(when)))));
    } catch (IOException | DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String text(Map<String, Object> map, String key) {
    if (map.get(key) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(key);
  }

  private static Number number(Map<String, Object> map, String key) {
    if (map.get(key) instanceof Number number) {
      return number;
    }
    throw new IllegalArgumentException(key);
  }

  private static <E extends Enum<E> & Word> E word(
      Class<E> type, Map<String, Object> map, String key) {
    return Word.parse(type, text(map, key)).orElseThrow(() -> new IllegalArgumentException(key));
  }
}
