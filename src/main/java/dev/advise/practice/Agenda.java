package dev.advise.practice;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to ask, in order: due first, then new, the groups interleaved, a chain among them. */
record Agenda(
    Deck deck,
    Map<String, Schedule.State> states,
    Schedule schedule,
    Settings settings,
    long seed) {

  /** Generated questions come after so many cards. */
  private static final int CARDS_BEFORE_A_CHAIN = 3;

  /** With a day in view no card is new in the last days before it. */
  private static final int DAYS_WITHOUT_NEW = 3;

  /** In the very last ones all that was ever asked comes again, whatever the schedule says. */
  private static final int DAYS_OF_REVIEW = 2;

  private static final int DRILL = 12;

  /** A mock interview asks so many cards of each group. */
  private static final Map<Group, Integer> MOCK =
      Map.of(Group.THEORY, 2, Group.EXPERIENCE, 1, Group.DECISION, 1, Group.PERFORMANCE, 1);

  /** Cards that are due, the shakiest first. */
  List<Card> due(Instant now) {
    return seen(now).stream().filter(card -> !states.get(card.id()).due().isAfter(now)).toList();
  }

  /** Cards that were never asked: the groundwork first. */
  List<Card> unseen() {
    return deck.cards().stream()
        .filter(card -> !states.containsKey(card.id()))
        .sorted(Comparator.comparing(Card::level))
        .toList();
  }

  private Comparator<Card> byRecall(Instant now) {
    return Comparator.<Card>comparingDouble(card -> states.get(card.id()).recall(now))
        .thenComparing(Card::id);
  }

  /**
   * @param asked makes a question of a card
   */
  List<Question> questions(Workbench bench, Function<Card, Question> asked, Instant now) {
    return switch (settings.mode()) {
      case SESSION -> session(bench, asked, now);
      case MOCK -> mock(bench, asked);
      case CRAM -> shakiest(now).stream().map(asked).toList();
      case FLIP -> bench.isEmpty() ? List.of() : bench.flips(DRILL);
      case ESTIMATE -> drill(bench);
    };
  }

  private List<Question> session(Workbench bench, Function<Card, Question> asked, Instant now) {
    List<Question> questions =
        Stream.concat(again(now).stream(), interleaved(unseen()).stream().limit(fresh(now)))
            .map(asked)
            .collect(Collectors.toCollection(ArrayList::new));
    if (!bench.isEmpty()) {
      questions.addAll(
          Math.min(CARDS_BEFORE_A_CHAIN, questions.size()),
          bench.chain((int) Math.floorMod(seed, (long) bench.size())));
    }
    return questions;
  }

  private List<Card> again(Instant now) {
    long left = schedule.daysLeft(now);
    return left >= 0 && left <= DAYS_OF_REVIEW ? seen(now) : interleaved(due(now));
  }

  /** With a day in view, enough to have seen every card in time; none in the last days. */
  private long fresh(Instant now) {
    long left = schedule.daysLeft(now);
    if (left <= DAYS_WITHOUT_NEW) {
      return left < 0 ? settings.fresh() : 0;
    }
    if (settings.until().isEmpty()) {
      return settings.fresh();
    }
    long days = left - DAYS_WITHOUT_NEW;
    return Math.max(settings.fresh(), (unseen().size() + days - 1) / days);
  }

  private List<Question> mock(Workbench bench, Function<Card, Question> asked) {
    List<Card> chosen = new ArrayList<>();
    List<Card> all = new ArrayList<>(deck.cards());
    Collections.shuffle(all, new Random(seed));
    for (Group group : Group.values()) {
      all.stream().filter(c -> c.group() == group).limit(MOCK.get(group)).forEach(chosen::add);
    }
    List<Question> questions = new ArrayList<>(chosen.stream().map(asked).toList());
    if (!bench.isEmpty()) {
      questions.addAll(
          Math.min(2, questions.size()),
          bench.chain((int) Math.floorMod(seed, (long) bench.size())));
    }
    return questions;
  }

  /** Every card that was asked before, the shakiest first. */
  private List<Card> seen(Instant now) {
    return deck.cards().stream()
        .filter(card -> states.containsKey(card.id()))
        .sorted(byRecall(now))
        .toList();
  }

  private List<Card> shakiest(Instant now) {
    List<Card> seen = seen(now);
    return seen.isEmpty() ? interleaved(unseen()) : seen;
  }

  private List<Question> drill(Workbench bench) {
    List<Question> estimates = bench.estimates();
    List<Question> boundaries = bench.boundaries(DRILL / 2);
    List<Question> drill = new ArrayList<>();
    for (int i = 0; drill.size() < DRILL && i < DRILL; i++) {
      if (i < estimates.size()) {
        drill.add(estimates.get(i));
      }
      if (i < boundaries.size()) {
        drill.add(boundaries.get(i));
      }
    }
    return drill;
  }

  /** The groups in turn, each in its own order. */
  private static List<Card> interleaved(List<Card> cards) {
    Map<Group, Deque<Card>> byGroup = new EnumMap<>(Group.class);
    cards.forEach(c -> byGroup.computeIfAbsent(c.group(), g -> new ArrayDeque<>()).add(c));
    List<Card> mixed = new ArrayList<>();
    while (mixed.size() < cards.size()) {
      for (Deque<Card> group : byGroup.values()) {
        if (!group.isEmpty()) {
          mixed.add(group.poll());
        }
      }
    }
    return mixed;
  }
}
