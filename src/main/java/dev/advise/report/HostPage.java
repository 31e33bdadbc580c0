package dev.advise.report;

import dev.advise.facts.Figures;
import dev.advise.facts.HostReport;
import dev.advise.facts.RuntimeReport;
import dev.advise.report.Outline.Item;
import dev.advise.report.Outline.Section;
import dev.advise.report.Outline.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host report for people. */
public final class HostPage {

  private final Words words = Words.shipped();
  private final Outline outline;

  /**
   * @param now what ages are counted from
   */
  public HostPage(Knowledge knowledge, HostReport host, Instant now) {
    HostTables tables = new HostTables(words, knowledge, host);
    List<Table> shown = new ArrayList<>(List.of(tables.facts()));
    host.runtimes().keySet().stream()
        .map(tables::estimates)
        .filter(table -> !table.rows().isEmpty())
        .forEach(shown::add);
    List<Item> runtimes = host.runtimes().values().stream().map(this::runtime).toList();
    this.outline =
        new Outline(
            title(host, now),
            runtimes.isEmpty()
                ? List.of()
                : List.of(new Section(words.say("host.runtimes"), runtimes)),
            shown,
            List.of(),
            Optional.empty());
  }

  public String text(Ink ink) {
    return new TextPage(words, ink).whole(outline);
  }

  public String markdown() {
    return Markdown.page(outline);
  }

  private String title(HostReport host, Instant now) {
    return host.measuredAt()
        .map(
            at ->
                words.say("host.measured", Map.of("age", Figures.age(Reasons.ageSeconds(at, now)))))
        .orElseGet(() -> words.say("host.not-measured"));
  }

  private Item runtime(RuntimeReport report) {
    return Item.of(
        report.runtime()
            + ": "
            + report
                .version()
                .fold(
                    version -> version + traits(report.traits()),
                    why -> words.say("unknown", Map.of("why", why.detail()))));
  }

  private static String traits(Map<String, String> traits) {
    StringBuilder text = new StringBuilder();
    traits.forEach((name, value) -> text.append(", ").append(name).append(' ').append(value));
    return text.toString();
  }
}
