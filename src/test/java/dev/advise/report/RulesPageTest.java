package dev.advise.report;

import static dev.advise.report.Recommendations.KNOWLEDGE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.advise.facts.Claim;
import dev.advise.facts.RuleCard;
import dev.advise.facts.Verdict;
import dev.advise.facts.Verdict.Outcome;
import dev.advise.facts.VersionWindow;
import dev.advise.laws.Estimate;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RulesPageTest {

  private static final Claim CLAIM = KNOWLEDGE.claims().get("process-start-dear");
  private static final RuleCard RULE = Recommendations.thumbnailer().arguments().get(0).card();

  private static HostVerdict verdict(String runtime, Outcome outcome) {
    return new HostVerdict(
        runtime,
        new Verdict(CLAIM.id(), outcome, Optional.of(Estimate.of(16.9)), "above 3", "so it is"));
  }

  private static Shelf shelf(HostVerdict... verdicts) {
    return new Shelf(
        List.of(CLAIM),
        List.of(RULE),
        verdicts.length == 0 ? Map.of() : Map.of(CLAIM.id(), List.of(verdicts)));
  }

  private static Claim untested(Optional<VersionWindow> window) {
    return new Claim(
        "threads-are-complex",
        "Threads need care.",
        CLAIM.criterion(),
        Claim.Kind.JUDGEMENT,
        List.of("S2, angle 5"),
        Set.of(),
        window,
        Optional.empty());
  }

  private static Knowledge knowing(Claim claim) {
    return Knowledge.of(List.of(claim), Map.of(), Map.of());
  }

  private static RuleCard onUntested() {
    return new RuleCard(
        "needs-care",
        "maintenance",
        "threads-are-complex",
        RULE.criterion(),
        RULE.family(),
        RULE.owner(),
        RULE.summary(),
        RULE.because(),
        RULE.rationale(),
        RULE.whenNot());
  }

  @Test
  void the_list_shows_verdicts_where_the_host_was_measured() {
    String measured =
        new RulesPage(KNOWLEDGE, shelf(verdict("cpython", Outcome.CONFIRMED)))
            .all()
            .text(Ink.PLAIN);
    assertTrue(measured.startsWith("1 claims, 1 rules\n"), measured);
    assertTrue(measured.contains("process-start-dear  confirmed  Starting"), measured);
    String blank = new RulesPage(KNOWLEDGE, shelf()).all().text(Ink.PLAIN);
    assertTrue(blank.contains("has not been measured yet (advise probe)"), blank);
  }

  @Test
  void a_claim_that_nothing_measures_shows_its_kind_for_a_verdict() {
    Shelf shelf =
        new Shelf(
            List.of(CLAIM, untested(Optional.empty())),
            List.of(RULE),
            Map.of(CLAIM.id(), List.of(verdict("cpython", Outcome.CONFIRMED))));
    String page = new RulesPage(KNOWLEDGE, shelf).all().text(Ink.PLAIN);
    assertTrue(page.contains("threads-are-complex  judgement"), page);
  }

  @Test
  void a_claim_tells_its_source_its_test_its_verdict_and_who_cites_it() {
    String page =
        new RulesPage(KNOWLEDGE, shelf(verdict("cpython", Outcome.CONFIRMED)))
            .claim(CLAIM)
            .text(Ink.PLAIN);
    for (String part :
        List.of(
            "S1, item 3",
            "ratio spawn.process, spawn.thread above 3x",
            "cpython: confirmed (16.9x, expected above 3x)",
            "survives-a-crash: A summary.")) {
      assertTrue(page.contains(part), page);
    }
  }

  @Test
  void a_rule_is_quoted_with_its_cases() {
    String page =
        new RulesPage(KNOWLEDGE, shelf())
            .rule(RULE, Optional.of("rule \"x\"\n\u001b[31mend"), Optional.of("fires: []"))
            .markdown();
    assertTrue(page.contains("```\nrule \"x\"\n\\u001b[31mend\n```"), page);
    assertTrue(page.contains("```yaml\nfires: []\n```"), page);
    assertFalse(page.contains("\u001b"));
  }

  @Test
  void a_rule_on_a_claim_that_nothing_measures_does_not_ask_for_measuring() {
    String page =
        new RulesPage(knowing(untested(Optional.empty())), shelf())
            .rule(onUntested(), Optional.empty(), Optional.empty())
            .text(Ink.PLAIN);
    assertTrue(page.contains("Verdict on this host\n  Nothing measures it."), page);
    assertFalse(page.contains("advise probe"), page);
  }

  @Test
  void a_claim_about_some_versions_tells_which() throws IOException {
    Claim windowed =
        untested(Optional.of(new VersionWindow(Optional.of("3.13"), Optional.of("3.14"))));
    Shelf shelf = new Shelf(List.of(windowed), List.of(), Map.of());
    String page = new RulesPage(KNOWLEDGE, shelf).claim(windowed).text(Ink.PLAIN);
    assertTrue(page.contains("from version 3.13 on, before version 3.14"), page);
    String json = RulesJson.tell(shelf);
    Schema.of("rules").assertValid(json);
    Map<?, ?> told = (Map<?, ?>) ((List<?>) JSON.std.mapFrom(json).get("claims")).get(0);
    assertEquals(Map.of("from", "3.13", "before", "3.14"), told.get("versions"));
  }

  @Test
  void runtimes_that_differ_leave_a_claim_inconclusive_for_the_host() {
    assertEquals(
        Outcome.INCONCLUSIVE,
        shelf(verdict("cpython", Outcome.CONFIRMED), verdict("jvm", Outcome.REFUTED))
            .outcome(CLAIM.id()));
    assertEquals(Outcome.NOT_MEASURED, shelf().outcome(CLAIM.id()));
  }

  @Test
  void the_json_is_valid_by_the_shipped_schema() {
    Schema.of("rules").assertValid(RulesJson.tell(shelf(verdict("cpython", Outcome.CONFIRMED))));
    Schema.of("rules").assertValid(RulesJson.tell(shelf()));
  }
}
