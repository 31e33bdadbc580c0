package dev.advise.report;

import dev.advise.facts.Claim;
import dev.advise.facts.RuleCard;
import dev.advise.facts.Verdict.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The knowledge, or a part of it, with this host's verdicts.
 *
 * @param claims in the order of the ledger
 * @param rules by folder and id
 * @param verdicts by claim; empty where the host was not measured
 */
public record Shelf(
    List<Claim> claims, List<RuleCard> rules, Map<String, List<HostVerdict>> verdicts) {

  public Shelf {
    claims = List.copyOf(claims);
    rules = List.copyOf(rules);
    verdicts = Map.copyOf(verdicts);
  }

  List<HostVerdict> verdicts(String claim) {
    return verdicts.getOrDefault(claim, List.of());
  }

  /** One verdict for the whole host: inconclusive where its runtimes differ. */
  Outcome outcome(String claim) {
    Set<Outcome> outcomes =
        verdicts(claim).stream()
            .map(v -> v.verdict().outcome())
            .filter(outcome -> outcome != Outcome.NOT_MEASURED)
            .collect(Collectors.toSet());
    return switch (outcomes.size()) {
      case 0 -> Outcome.NOT_MEASURED;
      case 1 -> outcomes.iterator().next();
      default -> Outcome.INCONCLUSIVE;
    };
  }

  Optional<Claim> claim(String id) {
    return claims.stream().filter(claim -> claim.id().equals(id)).findFirst();
  }
}
