package dev.advise.report;

import dev.advise.facts.Recommendation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** For a pull request or a design document: the reasons and the scorecard, or all the tables. */
public final class MarkdownReport implements Report {

  private final Words words = Words.shipped();
  private final Knowledge knowledge;
  private final Instant now;
  private final boolean verbose;

  /**
   * @param knowledge what the textbook says
   * @param now what ages are counted from
   */
  public MarkdownReport(Knowledge knowledge, Instant now, boolean verbose) {
    this.knowledge = knowledge;
    this.now = now;
    this.verbose = verbose;
  }

  @Override
  public String tell(Recommendation recommendation) {
    Reasons reasons = new Reasons(words, knowledge, now, recommendation);
    Tables tables = new Tables(words, knowledge, recommendation);
    return Markdown.page(
        new Outline(
            reasons.answer(),
            reasons.sections(),
            verbose ? tables.all() : List.of(tables.scorecard()),
            List.of(),
            Optional.empty()));
  }
}
