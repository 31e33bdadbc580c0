package dev.advise.cli;

import dev.advise.advice.Advisor;
import dev.advise.facts.Claim;
import dev.advise.facts.HostReport;
import dev.advise.facts.Printable;
import dev.advise.facts.RuleCard;
import dev.advise.facts.Runtimes;
import dev.advise.probe.HostReports;
import dev.advise.report.HostVerdict;
import dev.advise.report.RulesJson;
import dev.advise.report.RulesPage;
import dev.advise.report.Shelf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The knowledge: claims, sources, rules, and this host's verdict on each. */
@Command(
    name = "rules",
    sortOptions = false,
    header = "Tell the claims and rules, with their sources and this host's verdicts.",
    description = "%nWith an ID: that claim or rule in full, its text and its cases.%n",
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  advise rules",
      "  advise rules falls-behind-the-fastest",
      "  advise rules --format json"
    })
final class RulesCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "A claim or a rule.")
  private Optional<String> id;

  @Mixin private OutputOptions output;
  @Mixin private HostOptions host;
  @Mixin private final RuleOptions rules;

  RulesCommand(Shell shell, ShippedRules shipped) {
    this.shell = shell;
    this.rules = new RuleOptions(shipped);
  }

  @Override
  public Integer call() {
    Advisor advisor = rules.advisor(shell);
    try (Results results = output.results(shell)) {
      Shelf shelf = shelf(advisor, host.report().orElseGet(this::kept));
      results.print(id.isPresent() ? one(id.get(), advisor, shelf) : all(advisor, shelf));
    }
    return ExitStatus.FINE.code();
  }

  /** What earlier runs measured of this host: nothing is measured for a look at the rules. */
  private HostReport kept() {
    return new HostReports(shell.environment()).kept(Runtimes.SHIPPED);
  }

  private String all(Advisor advisor, Shelf shelf) {
    return output.format() == Format.JSON
        ? RulesJson.tell(shelf)
        : layOut(new RulesPage(RuleOptions.knowledge(advisor.ledger()), shelf).all());
  }

  private String one(String id, Advisor advisor, Shelf shelf) {
    Optional<RuleCard> rule = shelf.rules().stream().filter(r -> r.id().equals(id)).findFirst();
    Optional<Claim> claim = shelf.claims().stream().filter(c -> c.id().equals(id)).findFirst();
    if (rule.isEmpty() && claim.isEmpty()) {
      throw Refusal.of(unknown(id, shelf));
    }
    if (output.format() == Format.JSON) {
      return RulesJson.tell(
          new Shelf(claim.stream().toList(), rule.stream().toList(), shelf.verdicts()));
    }
    RulesPage page = new RulesPage(RuleOptions.knowledge(advisor.ledger()), shelf);
    RuleTexts texts = new RuleTexts(rules.folder());
    return layOut(
        rule.map(r -> page.rule(r, texts.rule(r), texts.cases(r)))
            .orElseGet(() -> page.claim(claim.orElseThrow())));
  }

  private String layOut(RulesPage.Page page) {
    return output.format() == Format.MARKDOWN ? page.markdown() : page.text(output.ink(shell));
  }

  private static String unknown(String id, Shelf shelf) {
    Optional<String> nearest =
        Slips.nearest(
            id,
            Stream.concat(
                    shelf.rules().stream().map(RuleCard::id),
                    shelf.claims().stream().map(Claim::id))
                .toList());
    return "no claim or rule is called %s; %s"
        .formatted(
            Printable.oneLine(id),
            nearest
                .map(right -> "did you mean " + right + "?")
                .orElse("advise rules lists them all"));
  }

  private static Shelf shelf(Advisor advisor, HostReport host) {
    Map<String, List<HostVerdict>> verdicts = new LinkedHashMap<>();
    for (Claim claim : advisor.claims()) {
      List<HostVerdict> onClaim = new ArrayList<>();
      host.runtimes().values().stream()
          .filter(runtime -> runtime.version().toOptional().isPresent())
          .filter(runtime -> claim.test().isPresent() && claim.isAbout(runtime.runtime()))
          .forEach(
              r -> onClaim.add(new HostVerdict(r.runtime(), advisor.ledger().verdict(claim, r))));
      if (!onClaim.isEmpty()) {
        verdicts.put(claim.id(), List.copyOf(onClaim));
      }
    }
    return new Shelf(
        List.copyOf(advisor.claims()),
        advisor.cards().stream()
            .sorted(Comparator.comparing(RuleCard::folder).thenComparing(RuleCard::id))
            .toList(),
        verdicts);
  }
}
