package dev.advise.practice;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cards, by id, in the order of their files; and what was wrong with the files. */
public final class Deck {

  private final Map<String, Card> cards;
  private final List<CardProblem> problems;

  private Deck(Map<String, Card> cards, List<CardProblem> problems) {
    this.cards = cards;
    this.problems = List.copyOf(problems);
  }

  /** The shipped cards. */
  public static Deck shipped() {
    return of(Shipped.files("practice/cards", ".yaml"));
  }

  /** The cards of some files, by name; an id that comes twice is a problem. */
  public static Deck of(Map<String, byte[]> files) {
    Map<String, Card> cards = new LinkedHashMap<>();
    List<CardProblem> problems = new ArrayList<>();
    files.forEach(
        (name, bytes) -> {
          for (Card card :
              CardReader.read(name, new String(bytes, StandardCharsets.UTF_8), problems)) {
            if (cards.putIfAbsent(card.id(), card) != null) {
              problems.add(CardProblem.of(card, "the id is taken by another card"));
            }
          }
        });
    return new Deck(cards, problems);
  }

  /** This deck and a learner's own cards; their ids must be new. */
  public Deck with(Deck more) {
    Map<String, Card> all = new LinkedHashMap<>(cards);
    List<CardProblem> wrong = new ArrayList<>(problems);
    wrong.addAll(more.problems);
    for (Card card : more.cards.values()) {
      if (all.putIfAbsent(card.id(), card) != null) {
        wrong.add(CardProblem.of(card, "the id is taken by another card"));
      }
    }
    return new Deck(all, wrong);
  }

  Collection<Card> cards() {
    return cards.values();
  }

  Optional<Card> card(String id) {
    return Optional.ofNullable(cards.get(id));
  }

  /** How many cards there are. */
  public int size() {
    return cards.size();
  }

  /** What was wrong with the files. */
  public List<CardProblem> problems() {
    return problems;
  }
}
