package dev.advise.report;

import dev.advise.facts.Figures;
import dev.advise.facts.HostReport;
import dev.advise.facts.Verdict;
import dev.advise.report.Outline.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A host report for people: its facts, its runtimes, what each measured and what that settles, and
 * last what is not known.
 */
public final class HostPage {

  private final Words words = Words.shipped();
  private final Outline outline;

  /**
   * @param verdicts on the claims, by runtime
   * @param now what ages are counted from
   */
  public HostPage(
      Knowledge knowledge, HostReport host, Map<String, List<Verdict>> verdicts, Instant now) {
    HostTables tables = new HostTables(words, knowledge, host, verdicts);
    List<Table> shown = new ArrayList<>(List.of(tables.facts(), tables.runtimes()));
    host.runtimes().keySet().stream()
        .flatMap(runtime -> Stream.of(tables.estimates(runtime), tables.claims(runtime)))
        .forEach(shown::add);
    shown.add(tables.unknown());
    this.outline =
        new Outline(
            title(host, now),
            List.of(),
            shown.stream().filter(table -> !table.rows().isEmpty()).toList(),
            List.of(),
            Optional.of(words.say("host.further")));
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
                words.say(
                    "host.measured", Map.of("age", Figures.age(Certainty.ageSeconds(at, now)))))
        .orElseGet(() -> words.say("host.not-measured"));
  }
}
