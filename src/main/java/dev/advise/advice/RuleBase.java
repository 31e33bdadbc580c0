package dev.advise.advice;

import dev.advise.facts.Criterion;
import dev.advise.facts.RuleCard;
import dev.advise.facts.Word;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.KieSession;

/** The compiled rules, bench by bench, and what each says of itself. */
final class RuleBase {

  private final Map<String, RuleCard> cards;
  private final Map<Bench, Sessions> benches;

  private RuleBase(Map<String, RuleCard> cards, Map<Bench, Sessions> benches) {
    // Looked up for every argument: hashed for that, in the order of the ids for the lists.
    this.cards = new LinkedHashMap<>(cards);
    this.benches = benches;
  }

  /**
   * A base of these rules.
   *
   * @throws IllegalArgumentException for a rule that lacks metadata or cites no known claim, and
   *     for two rules of one name
   */
  static RuleBase of(Ledger ledger, List<CompiledRules> rules) {
    Map<Bench, Sessions> benches = new EnumMap<>(Bench.class);
    Map<String, RuleCard> cards = new TreeMap<>();
    for (Bench bench : Bench.values()) {
      Sessions sessions =
          new Sessions(rules.stream().flatMap(some -> some.load(bench).stream()).toList());
      benches.put(bench, sessions);
      for (Rule rule : sessions.rules()) {
        RuleCard card = card(rule, ledger);
        if (cards.put(card.id(), card) != null) {
          throw new IllegalArgumentException("two rules are called " + card.id());
        }
      }
    }
    return new RuleBase(cards, benches);
  }

  /** Every rule's card, by id. */
  Map<String, RuleCard> cards() {
    return cards;
  }

  /** The card of a rule. */
  RuleCard card(String rule) {
    RuleCard card = cards.get(rule);
    if (card == null) {
      throw new IllegalArgumentException("no rule is called " + rule);
    }
    return card;
  }

  /** Whether a fact could bear on any rule of a bench. */
  boolean hears(Bench bench, Object fact) {
    return benches.get(bench).hears(fact);
  }

  /** An empty session with the rules of a bench; whoever takes it disposes of it. */
  KieSession open(Bench bench) {
    return benches.get(bench).open();
  }

  private static RuleCard card(Rule rule, Ledger ledger) {
    String folder =
        rule.getPackageName()
            .substring(rule.getPackageName().lastIndexOf('.') + 1)
            .replace('_', '-');
    String claim = required(rule, "claim");
    Criterion criterion =
        Word.parse(Criterion.class, folder).orElseGet(() -> ledger.claim(claim).criterion());
    ledger.claim(claim);
    return new RuleCard(
        rule.getName(),
        folder,
        claim,
        criterion,
        meta(rule, "family"),
        meta(rule, "stated").isPresent(),
        required(rule, "summary"),
        required(rule, "because"),
        required(rule, "rationale"),
        required(rule, "whenNot"));
  }

  private static String required(Rule rule, String name) {
    return meta(rule, name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "rule %s: @%s is missing".formatted(rule.getName(), name)));
  }

  private static Optional<String> meta(Rule rule, String name) {
    return Optional.ofNullable(rule.getMetaData().get(name)).map(String::valueOf);
  }
}
