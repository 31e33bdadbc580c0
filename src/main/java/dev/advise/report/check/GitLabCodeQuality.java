package dev.advise.report.check;

import static dev.advise.report.Json.object;

import dev.advise.check.CheckResult;
import dev.advise.check.Finding;
import dev.advise.check.Outcome;
import dev.advise.report.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * GitLab's code quality report: one array; of two entries with one fingerprint GitLab drops one.
 */
public final class GitLabCodeQuality implements CheckReport {

  @Override
  public String tell(CheckResult result) {
    Map<String, Integer> seen = new HashMap<>();
    List<Object> entries = new ArrayList<>();
    for (Outcome outcome : result.outcomes()) {
      if (outcome.isOpen()) {
        int nth = seen.merge(outcome.finding().fingerprint(), 1, Integer::sum);
        entries.add(entry(outcome.finding(), nth));
      }
    }
    return Json.text(entries) + "\n";
  }

  private static Map<String, Object> entry(Finding finding, int nth) {
    return object(
        "description", finding.message(),
        "check_name", finding.id(),
        "fingerprint", finding.fingerprint() + (nth == 1 ? "" : ":" + nth),
        "severity", severity(finding),
        "location",
            object(
                "path", finding.place().file(),
                "lines", object("begin", finding.place().line())));
  }

  private static String severity(Finding finding) {
    return switch (finding.severity()) {
      case ERROR -> "major";
      case WARNING -> "minor";
      case NOTE -> "info";
    };
  }
}
