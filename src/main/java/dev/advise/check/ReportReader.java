package dev.advise.check;

import dev.advise.facts.HostReport;
import java.io.IOException;

/** Reads a host report from its JSON. */
public interface ReportReader {

  /**
   * The report.
   *
   * @throws IOException if it is none
   */
  HostReport read(String json) throws IOException;
}
