package dev.advise.report;

import static dev.advise.report.Json.object;

import dev.advise.facts.Figures;
import dev.advise.facts.HostFact;
import dev.advise.facts.Reading;
import dev.advise.facts.Verdict;
import dev.advise.laws.Estimate;
import dev.advise.report.Outline.Item;
import dev.advise.report.Outline.Section;
import dev.advise.report.Outline.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where two host reports differ, for people and for programs. */
public final class ComparisonPage {

  private final Words words = Words.shipped();
  private final Knowledge knowledge;
  private final Comparison comparison;

  public ComparisonPage(Knowledge knowledge, Comparison comparison) {
    this.knowledge = knowledge;
    this.comparison = comparison;
  }

  public String text(Ink ink) {
    return new TextPage(words, ink).whole(outline());
  }

  public String markdown() {
    return Markdown.page(outline());
  }

  private Outline outline() {
    List<Section> sections = new ArrayList<>();
    if (!comparison.isComparable()) {
      sections.add(
          new Section(
              words.say("compare.obstacles"),
              comparison.obstacles().stream().map(this::obstacle).toList()));
    }
    if (!comparison.onlyOne().isEmpty()) {
      sections.add(
          new Section(
              words.say("compare.only-one"),
              comparison.onlyOne().stream().map(this::lone).toList()));
    }
    return new Outline(
        title(),
        sections,
        Stream.of(facts(), quantities(), claims()).filter(t -> !t.rows().isEmpty()).toList(),
        List.of(),
        Optional.empty());
  }

  private String title() {
    boolean nothing =
        comparison.facts().isEmpty()
            && comparison.quantities().isEmpty()
            && comparison.claims().isEmpty();
    return words.say(
        nothing ? "compare.nothing" : "compare.title",
        Map.of(
            "first", comparison.first(),
            "second", comparison.second(),
            "facts", String.valueOf(comparison.facts().size()),
            "quantities", String.valueOf(comparison.quantities().size()),
            "claims", String.valueOf(comparison.claims().size())));
  }

  private Item obstacle(Comparison.Obstacle obstacle) {
    return Item.of(
        words.say(
            "compare.obstacle",
            Map.of(
                "what", obstacle.what(),
                "first", plain(obstacle.first()),
                "second", plain(obstacle.second()))));
  }

  private String plain(Reading<Object> reading) {
    return reading.fold(
        known -> known instanceof Double n ? Figures.plain(n) : String.valueOf(known),
        this::unknown);
  }

  private Item lone(Comparison.Lone lone) {
    return Item.of(
        words.say(
            "compare.lone",
            Map.of(
                "runtime", lone.runtime(),
                "in", lone.in(),
                "quantities",
                    lone.quantities().isEmpty()
                        ? words.say("host.everything")
                        : String.join(", ", lone.quantities()))));
  }

  private Table facts() {
    return table(
        "compare.facts",
        List.of("fact"),
        List.of(),
        comparison.facts().stream()
            .map(
                f ->
                    List.of(f.fact().id(), value(f.fact(), f.first()), value(f.fact(), f.second())))
            .toList());
  }

  private String value(HostFact fact, Reading<Object> reading) {
    return reading.fold(known -> HostTables.value(words, fact, known), this::unknown);
  }

  private String unknown(Reading.Unknown<?> unknown) {
    return words.say("unknown", Map.of("why", unknown.detail()));
  }

  private Table quantities() {
    return table(
        "compare.quantities",
        List.of("runtime", "quantity"),
        List.of("ratio", "intervals"),
        comparison.quantities().stream()
            .map(
                q ->
                    List.of(
                        q.runtime(),
                        q.quantity(),
                        knowledge.figure(q.quantity(), q.first().median()),
                        knowledge.figure(q.quantity(), q.second().median()),
                        Figures.ratio(q.ratio()),
                        intervals(q)))
            .toList());
  }

  private String intervals(Comparison.Quantity quantity) {
    return words.say(
        quantity.isSettled() ? "compare.intervals" : "compare.intervals.few",
        Map.of(
            "first", knowledge.interval(quantity.quantity(), quantity.first()),
            "second", knowledge.interval(quantity.quantity(), quantity.second())));
  }

  private Table claims() {
    return table(
        "compare.claims",
        List.of("runtime", "claim"),
        List.of(),
        comparison.claims().stream()
            .map(c -> List.of(c.runtime(), c.claim(), verdict(c.first()), verdict(c.second())))
            .toList());
  }

  private String verdict(Verdict verdict) {
    return verdict.outcome().word()
        + knowledge.measured(verdict).map(measured -> " (" + measured + ")").orElse("");
  }

  /** A table of which two columns are called as the reports are. */
  private Table table(
      String heading, List<String> before, List<String> after, List<List<String>> rows) {
    List<String> columns = new ArrayList<>();
    before.forEach(column -> columns.add(words.say("column." + column)));
    columns.add(comparison.first());
    columns.add(comparison.second());
    after.forEach(column -> columns.add(words.say("column." + column)));
    return new Table(words.say(heading), columns, rows);
  }

  /** One document, its last line ended; {@code schema/host-comparison.schema.json} describes it. */
  public String json() {
    return Json.text(
            object(
                "schema", "advise/host-comparison/v1",
                "first", comparison.first(),
                "second", comparison.second(),
                "comparable", comparison.isComparable(),
                "obstacles",
                    comparison.obstacles().stream()
                        .map(o -> differing(o.first(), o.second(), "what", o.what()))
                        .toList(),
                "facts",
                    comparison.facts().stream()
                        .map(f -> differing(f.first(), f.second(), "fact", f.fact().id()))
                        .toList(),
                "quantities", comparison.quantities().stream().map(this::json).toList(),
                "claims", comparison.claims().stream().map(ComparisonPage::json).toList(),
                "only_one", comparison.onlyOne().stream().map(ComparisonPage::json).toList()))
        + "\n";
  }

  private static Map<String, Object> differing(
      Reading<Object> first, Reading<Object> second, String key, String name) {
    return object(key, name, "first", json(first), "second", json(second));
  }

  private static Object json(Reading<Object> reading) {
    return reading.fold(
        known -> known instanceof Double n ? Json.number(n) : known,
        why -> object("unknown", why.reason().word(), "detail", why.detail()));
  }

  private Map<String, Object> json(Comparison.Quantity q) {
    return object(
        "runtime", q.runtime(),
        "quantity", q.quantity(),
        "first", json(q.first()),
        "second", json(q.second()),
        "ratio", Json.number(q.ratio()),
        "settled", q.isSettled());
  }

  private static Map<String, Object> json(Estimate estimate) {
    return object(
        "median", Json.number(estimate.median()),
        "lo", Json.number(estimate.lo()),
        "hi", Json.number(estimate.hi()));
  }

  private static Map<String, Object> json(Comparison.Judged claim) {
    return object(
        "runtime", claim.runtime(),
        "claim", claim.claim(),
        "first", claim.first().outcome().word(),
        "second", claim.second().outcome().word());
  }

  private static Map<String, Object> json(Comparison.Lone lone) {
    return object("runtime", lone.runtime(), "quantities", lone.quantities(), "in", lone.in());
  }
}
