package dev.advise.report.check;

import static dev.advise.report.Markdown.escape;
import static dev.advise.report.check.Phrases.WORDS;

import dev.advise.check.CheckResult;
import dev.advise.check.Evidence;
import dev.advise.check.Outcome;
import dev.advise.check.ServiceResult;
import dev.advise.facts.Figures;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A page for a job summary or a comment on a change: a table of the services, then the findings.
 */
public final class CheckMarkdown implements CheckReport {

  /** GitHub refuses a step's whole summary beyond one mebibyte; there may be others beside ours. */
  private static final int MOST_BYTES = 900_000;

  /** A blank that takes no room, which keeps two signs from being read as one. */
  private static final String NO_WIDTH = "&#8203;";

  @Override
  public String tell(CheckResult result) {
    StringBuilder page = new StringBuilder("## advise check\n\n");
    page.append(result.today()).append(": ").append(escape(Phrases.tally(result))).append('\n');
    if (!result.services().isEmpty()) {
      page.append('\n').append(WORDS.say("check.table")).append('\n');
      page.append("|---|---|---|---|---|---|\n");
      result.services().forEach(service -> page.append(row(result, service)));
    }
    int left = 0;
    int bytes = page.toString().getBytes(StandardCharsets.UTF_8).length;
    for (Outcome outcome : result.outcomes()) {
      String text = tell(outcome);
      bytes += text.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MOST_BYTES) {
        left++;
      } else {
        page.append(text);
      }
    }
    return left == 0
        ? page.toString()
        : page + "\n" + Phrases.counted("check.more.log", left) + "\n";
  }

  private static String row(CheckResult result, ServiceResult service) {
    return "| %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            escape(service.service()),
            service.declared().orElse("none"),
            service.computed().orElse("none"),
            service.margin().map(Figures::plain).orElse(""),
            escape(service.host()),
            result.ending(service).word());
  }

  private static String tell(Outcome outcome) {
    var finding = outcome.finding();
    StringBuilder text = new StringBuilder("\n<details><summary>");
    text.append(outcome.isOpen() ? finding.severity().word() : outcome.standing().word());
    text.append(' ').append(finding.id()).append(": ").append(html(finding.message()));
    text.append("</summary>\n\n");
    item("check.at", Map.of("place", Phrases.place(finding.place())), text);
    if (!outcome.isOpen()) {
      text.append("- ").append(escape(Phrases.standing(outcome))).append('\n');
    }
    for (Evidence evidence : finding.evidence()) {
      text.append("- ").append(escape(Phrases.reason(evidence))).append(" (");
      text.append(escape(evidence.rule())).append(", ").append(evidence.backing()).append(")\n");
    }
    item("check.remedy", Map.of("remedy", finding.kind().remedy()), text);
    return text.append("\n</details>\n").toString();
  }

  private static void item(String key, Map<String, String> gaps, StringBuilder text) {
    text.append("- ").append(escape(WORDS.say(key, gaps))).append('\n');
  }

  /** Within a summary it is HTML that counts; Markdown's signs and names must not count either. */
  private static String html(String text) {
    StringBuilder html = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || " .,;:()-/".indexOf(c) >= 0) {
                html.appendCodePoint(c);
              } else {
                html.append("&#").append(c).append(';');
              }
              if (c == '@' || c == '#') {
                html.append(NO_WIDTH); // or it would call a name, or link an issue
              }
            });
    return html.toString();
  }
}
