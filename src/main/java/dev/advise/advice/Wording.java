package dev.advise.advice;

import dev.advise.facts.Claim;
import dev.advise.facts.Model;
import dev.advise.facts.RuleCard;
import dev.advise.facts.Ruling;
import dev.advise.facts.Warning;
import dev.advise.facts.WeighedArgument;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts what the rules found into their own sentences, with what the host measured for each. */
final class Wording {

  private final RuleBase rules;
  private final Ledger ledger;

  Wording(RuleBase rules, Ledger ledger) {
    this.rules = rules;
    this.ledger = ledger;
  }

  List<WeighedArgument> arguments(List<Weighed> arguments, Ground ground) {
    return arguments.stream().map(argument -> argument(argument, ground)).toList();
  }

  List<Ruling> exclusions(Findings findings) {
    return findings.exclusions().stream()
        .map(e -> ruling(e.rule(), Optional.of(e.model()), e.values()))
        .toList();
  }

  /** The warnings that matter to whoever follows that advice. */
  List<Ruling> warnings(List<Warning> warnings, Optional<Model> chosen) {
    return warnings.stream()
        .filter(w -> w.matters(chosen))
        .map(w -> ruling(w.rule(), Optional.empty(), w.values()))
        .toList();
  }

  private WeighedArgument argument(Weighed weighed, Ground ground) {
    RuleCard card = weighed.card();
    Claim claim = ledger.claim(card.claim());
    String because =
        Sentences.fill(card.because(), Optional.of(weighed.model()), weighed.argument().values());
    String here =
        Optional.ofNullable(ground.verdicts().get(claim.id()))
            // A computed argument tells its own numbers; those of its claim's test are others.
            .filter(verdict -> !weighed.argument().computed())
            .map(verdict -> MeasuredWords.of(claim, verdict))
            .orElse("");
    return new WeighedArgument(
        weighed.argument(),
        card,
        weighed.weight(),
        weighed.backing(),
        weighed.counted(),
        here.isEmpty() ? because : because + " (" + here + ")");
  }

  private Ruling ruling(String rule, Optional<Model> model, Map<String, Object> values) {
    RuleCard card = rules.card(rule);
    return new Ruling(card, model, Sentences.fill(card.because(), model, values));
  }
}
