package dev.advise.report.check;

import dev.advise.check.CheckResult;
import dev.advise.check.Finding;
import dev.advise.check.Outcome;
import dev.advise.check.Place;
import dev.advise.check.Severity;
import dev.advise.facts.Printable;
import java.util.List;
import java.util.function.Predicate;

/**
 * Workflow commands that GitHub shows beside the lines of a change. It shows ten errors and ten
 * warnings a step and drops the others without a word, so the tenth announces them.
 */
public final class GitHubAnnotations implements CheckReport {

  private static final int MOST = 10;

  @Override
  public String tell(CheckResult result) {
    return commands(result, "error", f -> f.severity() == Severity.ERROR)
        + commands(result, "warning", f -> f.severity() == Severity.WARNING)
        + commands(result, "notice", f -> f.severity() == Severity.NOTE);
  }

  private static String commands(CheckResult result, String command, Predicate<Finding> which) {
    List<Finding> findings =
        result.outcomes().stream()
            .filter(Outcome::isOpen)
            .map(Outcome::finding)
            .filter(which)
            .toList();
    boolean isTooMany = findings.size() > MOST;
    int shown = isTooMany ? MOST - 1 : findings.size();
    StringBuilder text = new StringBuilder();
    findings.stream().limit(shown).forEach(f -> text.append(command(command, f)));
    if (isTooMany) {
      text.append(
          "::%s title=advise check::%s\n"
              .formatted(command, Phrases.counted("check.more", findings.size() - shown)));
    }
    return text.toString();
  }

  private static String command(String command, Finding finding) {
    Place place = finding.place();
    return "::%s file=%s,line=%d,col=%d,endLine=%d,endColumn=%d,title=%s::%s\n"
        .formatted(
            command,
            property(place.file()),
            place.line(),
            place.points().start(),
            place.line(),
            place.points().end(),
            property(finding.id() + " " + finding.kind().name()),
            data(finding.message()));
  }

  private static String data(String text) {
    return Printable.escape(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
