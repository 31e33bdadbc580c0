package dev.advise.report;

import dev.advise.facts.Claim;
import dev.advise.facts.ClaimTest;
import dev.advise.facts.RuleCard;
import dev.advise.report.Outline.Item;
import dev.advise.report.Outline.Listing;
import dev.advise.report.Outline.Section;
import dev.advise.report.Outline.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The knowledge for people: all of it in tables, or one claim or rule in full. */
public final class RulesPage {

  private final Words words = Words.shipped();
  private final Knowledge knowledge;
  private final Shelf shelf;

  public RulesPage(Knowledge knowledge, Shelf shelf) {
    this.knowledge = knowledge;
    this.shelf = shelf;
  }

  /** A page, ready to be laid out as text or Markdown. */
  public static final class Page {

    private final Outline outline;

    private Page(Outline outline) {
      this.outline = outline;
    }

    public String text(Ink ink) {
      return new TextPage(Words.shipped(), ink).whole(outline);
    }

    public String markdown() {
      return Markdown.page(outline);
    }
  }

  /** Every claim with this host's verdict, and every rule with its claim. */
  public Page all() {
    boolean measured = !shelf.verdicts().isEmpty();
    List<Table> tables =
        List.of(
            table(
                "knowledge.claims",
                measured ? List.of("claim", "verdict", "says") : List.of("claim", "says"),
                shelf.claims().stream().map(claim -> row(claim, measured)).toList()),
            table(
                "knowledge.rules",
                List.of("rule", "claim", "summary"),
                shelf.rules().stream().map(r -> List.of(r.id(), r.claim(), r.summary())).toList()));
    String title =
        words.say(
            "knowledge.title",
            Map.of(
                "claims", String.valueOf(shelf.claims().size()),
                "rules", String.valueOf(shelf.rules().size())));
    List<Section> sections =
        measured ? List.of() : List.of(section("verdicts", "knowledge.no-host"));
    return new Page(
        new Outline(
            title, sections, tables, List.of(), Optional.of(words.say("knowledge.further"))));
  }

  private List<String> row(Claim claim, boolean measured) {
    return measured
        ? List.of(claim.id(), standing(claim), claim.says())
        : List.of(claim.id(), claim.says());
  }

  /** This host's verdict, or the kind of a claim that no host can give one on. */
  private String standing(Claim claim) {
    return claim.test().isPresent() ? shelf.outcome(claim.id()).word() : claim.kind().word();
  }

  /** One claim: what it says, who said it, how it is tested, and what this host says to it. */
  public Page claim(Claim claim) {
    List<Section> sections = new ArrayList<>();
    sections.add(new Section(words.say("knowledge.says"), List.of(Item.of(claim.says()))));
    List<String> about = about(claim);
    if (!about.isEmpty()) {
      sections.add(items("knowledge.about", about));
    }
    sections.add(items("knowledge.sources", claim.sources()));
    sections.add(
        items(
            "knowledge.test",
            List.of(claim.test().map(this::test).orElseGet(() -> words.say("knowledge.no-test")))));
    if (claim.test().isPresent()) {
      sections.add(verdicts(claim.id()));
    }
    List<String> citing =
        shelf.rules().stream()
            .filter(rule -> rule.claim().equals(claim.id()))
            .map(rule -> rule.id() + ": " + rule.summary())
            .toList();
    if (!citing.isEmpty()) {
      sections.add(items("knowledge.cited-by", citing));
    }
    return page(
        title(
            claim.id(),
            words.say(
                "knowledge.claim",
                Map.of("kind", claim.kind().word(), "criterion", claim.criterion().word()))),
        sections,
        List.of());
  }

  /** The runtimes and the versions to which a claim is limited. */
  private List<String> about(Claim claim) {
    List<String> about = new ArrayList<>();
    if (!claim.runtimes().isEmpty()) {
      String runtimes = claim.runtimes().stream().sorted().collect(Collectors.joining(", "));
      about.add(words.say("knowledge.runtimes", Map.of("runtimes", runtimes)));
    }
    claim
        .window()
        .map(
            window ->
                Stream.of(
                        window.from().map(v -> words.say("knowledge.from", Map.of("version", v))),
                        window
                            .before()
                            .map(v -> words.say("knowledge.before", Map.of("version", v))))
                    .flatMap(Optional::stream)
                    .collect(Collectors.joining(", ")))
        .ifPresent(about::add);
    return about;
  }

  /**
   * One rule: what it says, why, when not to heed it, its claim, its text and its cases.
   *
   * @param text the rule as written, where it is to be had
   * @param cases its cases as written, where they are to be had
   */
  public Page rule(RuleCard card, Optional<String> text, Optional<String> cases) {
    List<Section> sections = new ArrayList<>();
    sections.add(items("knowledge.says", List.of(card.summary())));
    sections.add(items("knowledge.rationale", List.of(card.rationale())));
    sections.add(items("knowledge.when-not", List.of(card.whenNot())));
    sections.add(
        items(
            "knowledge.rests-on",
            List.of(
                card.claim() + knowledge.says(card.claim()).map(says -> ": " + says).orElse(""))));
    sections.add(verdicts(card.claim()));
    List<Listing> listings = new ArrayList<>();
    text.ifPresent(t -> listings.add(new Listing(words.say("knowledge.text"), "", t)));
    cases.ifPresent(c -> listings.add(new Listing(words.say("knowledge.cases"), "yaml", c)));
    return page(
        title(
            card.id(),
            words.say(
                "knowledge.rule",
                Map.of("folder", card.folder(), "criterion", card.criterion().word()))),
        sections,
        listings);
  }

  private static String title(String id, String what) {
    return id + ": " + what;
  }

  private Page page(String title, List<Section> sections, List<Listing> listings) {
    return new Page(new Outline(title, sections, List.of(), listings, Optional.empty()));
  }

  private String test(ClaimTest test) {
    return "%s %s %s"
        .formatted(
            test.form().word(), String.join(", ", test.quantities()), knowledge.expected(test));
  }

  private Section verdicts(String claim) {
    boolean tested = knowledge.test(claim).isPresent();
    String none = tested ? "knowledge.no-host" : "knowledge.no-test";
    List<Item> items = shelf.verdicts(claim).stream().map(v -> Item.of(verdict(v))).toList();
    return new Section(
        words.say("knowledge.verdicts"),
        items.isEmpty() ? List.of(Item.of(words.say(none))) : items);
  }

  private String verdict(HostVerdict verdict) {
    return verdict.runtime()
        + ": "
        + verdict.verdict().outcome().word()
        + knowledge
            .measured(verdict.verdict())
            .map(
                measured ->
                    words.say(
                        "knowledge.measured",
                        Map.of(
                            "measured",
                            measured,
                            "expected",
                            knowledge.expected(verdict.verdict()),
                            "why",
                            verdict.verdict().why())))
            .orElse(", " + verdict.verdict().why());
  }

  private Section section(String heading, String item) {
    return new Section(words.say(heading), List.of(Item.of(words.say(item))));
  }

  private Section items(String heading, List<String> items) {
    return new Section(words.say(heading), items.stream().map(Item::of).toList());
  }

  private Table table(String heading, List<String> columns, List<List<String>> rows) {
    return new Table(
        words.say(heading),
        columns.stream().map(column -> words.say("column." + column)).toList(),
        rows);
  }
}
