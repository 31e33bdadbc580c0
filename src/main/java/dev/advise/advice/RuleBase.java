package dev.advise.advice;

import dev.advise.facts.Criterion;
import dev.advise.facts.RuleCard;
import dev.advise.facts.Word;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.drools.model.Model;
import org.drools.modelcompiler.KieBaseBuilder;
import org.kie.api.KieBase;
import org.kie.api.definition.KiePackage;
import org.kie.api.definition.rule.Rule;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionsPool;

/** The compiled rules and what each says of itself. */
final class RuleBase {

  private final Map<String, RuleCard> cards;
  private final Hearing hearing;
  private final KieSessionsPool sessions;

  private RuleBase(Map<String, RuleCard> cards, KieBase base) {
    // Looked up for every argument: hashed for that, in the order of the ids for the lists.
    this.cards = new LinkedHashMap<>(cards);
    this.hearing = new Hearing(base);
    this.sessions = base.newKieSessionsPool(1);
  }

  /**
   * A base of these rules.
   *
   * @throws IllegalArgumentException for a rule that lacks metadata or cites no known claim, and
   *     for two rules of one name
   */
  static RuleBase of(Ledger ledger, List<CompiledRules> rules) {
    List<Model> models = rules.stream().flatMap(compiled -> compiled.load().stream()).toList();
    KieBase base = KieBaseBuilder.createKieBaseFromModel(models);
    Map<String, RuleCard> cards = new TreeMap<>();
    for (KiePackage folder : base.getKiePackages()) {
      for (Rule rule : folder.getRules()) {
        RuleCard card = card(rule, ledger);
        if (cards.put(card.id(), card) != null) {
          throw new IllegalArgumentException("two rules are called " + card.id());
        }
      }
    }
    return new RuleBase(cards, base);
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

  /** Whether a fact could bear on any rule. */
  boolean hears(Object fact) {
    return hearing.of(fact);
  }

  /**
   * An empty session; whoever takes it disposes of it, which gives it back. Though each is one
   * thread's, {@code ThreadSafeOption.NO} will not do: with it a rule keeps what it matched last
   * for all sessions, and those of other threads see it.
   */
  KieSession open() {
    return sessions.newKieSession();
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
