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
   * @param line where the file ceases to be JSON, counted from 1; 1 where the whole file is meant
   * @param column likewise
   */
  record Refused(List<String> problems, int line, int column) implements HostReportResult {
    public Refused {
      problems = List.copyOf(problems);
    }

    /** The file as a whole is meant, or places that the problems name. */
    Refused(List<String> problems) {
      this(problems, 1, 1);
    }
  }
}
