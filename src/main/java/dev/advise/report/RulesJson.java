package dev.advise.report;

import static dev.advise.report.Json.object;

import dev.advise.facts.Claim;
import dev.advise.facts.ClaimTest;
import dev.advise.facts.RuleCard;
import dev.advise.facts.VersionWindow;
import java.util.Map;

/** The knowledge for other programs, described by {@code schema/rules.schema.json}. */
public final class RulesJson {

  private RulesJson() {}

  /** One document, its last line ended. */
  public static String tell(Shelf shelf) {
    return Json.text(
            object(
                "schema", "advise/rules/v1",
                "claims", shelf.claims().stream().map(claim -> claim(claim, shelf)).toList(),
                "rules", shelf.rules().stream().map(RulesJson::rule).toList()))
        + "\n";
  }

  private static Map<String, Object> claim(Claim claim, Shelf shelf) {
    return object(
        "id", claim.id(),
        "says", claim.says(),
        "criterion", claim.criterion().word(),
        "kind", claim.kind().word(),
        "sources", claim.sources(),
        "runtimes", claim.runtimes().stream().sorted().toList(),
        "versions", claim.window().map(RulesJson::versions).orElse(null),
        "test", claim.test().map(RulesJson::test).orElse(null),
        "verdict", shelf.outcome(claim.id()).word(),
        "verdicts", shelf.verdicts(claim.id()).stream().map(RulesJson::verdict).toList());
  }

  private static Map<String, Object> versions(VersionWindow window) {
    return object("from", window.from().orElse(null), "before", window.before().orElse(null));
  }

  private static Map<String, Object> test(ClaimTest test) {
    return object(
        "form", test.form().word(),
        "quantities", test.quantities(),
        "expected", test.side().word() + " " + Json.decimal(test.threshold()));
  }

  private static Map<String, Object> verdict(HostVerdict verdict) {
    return object(
        "runtime", verdict.runtime(),
        "verdict", verdict.verdict().outcome().word(),
        "measured", verdict.verdict().measured().map(e -> Json.decimal(e.median())).orElse(null),
        "expected", verdict.verdict().expected(),
        "why", verdict.verdict().why());
  }

  private static Map<String, Object> rule(RuleCard card) {
    return object(
        "id", card.id(),
        "folder", card.folder(),
        "claim", card.claim(),
        "criterion", card.criterion().word(),
        "family", card.family().orElse(null),
        "summary", card.summary(),
        "rationale", card.rationale(),
        "when_not", card.whenNot());
  }
}
