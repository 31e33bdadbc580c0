package dev.advise.probe;

import dev.advise.facts.HostReport;
import java.util.List;

/** What came of reading a host report. */
public sealed interface HostReportResult {

  /** It is one. */
  record Accepted(HostReport report) implements HostReportResult {}

  /**
   * It is none, or not one that can be relied on.
   *
   * @param problems each a sentence that names the place in the file, e.g. {@code
   *     runtimes.cpython.version: must be a text}
   */
  record Refused(List<String> problems) implements HostReportResult {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
