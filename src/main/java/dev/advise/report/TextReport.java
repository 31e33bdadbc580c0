package dev.advise.report;

import dev.advise.facts.Recommendation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * For a person at a terminal: the answer in the first line, then the reasons, on one screen of 45
 * lines and 100 columns unless all the tables are asked for.
 */
public final class TextReport implements Report {

  private final Words words = Words.shipped();
  private final Knowledge knowledge;
  private final Instant now;
  private final TextPage page;
  private final boolean verbose;

  /**
   * @param knowledge what the textbook says
   * @param now what ages are counted from
   */
  public TextReport(Knowledge knowledge, Instant now, Ink ink, boolean verbose) {
    this.knowledge = knowledge;
    this.now = now;
    this.page = new TextPage(words, ink);
    this.verbose = verbose;
  }

  @Override
  public String tell(Recommendation recommendation) {
    Reasons reasons = new Reasons(words, knowledge, now, recommendation);
    if (verbose) {
      Tables tables = new Tables(words, knowledge, recommendation);
      return page.whole(
          new Outline(
              reasons.answer(), reasons.sections(), tables.all(), List.of(), Optional.empty()));
    }
    return page.screenful(
        new Outline(
            reasons.answer(),
            reasons.sections(),
            List.of(),
            List.of(),
            Optional.of(reasons.further())));
  }
}
