package dev.advise.report.check;

import dev.advise.check.CheckResult;
import dev.advise.check.Outcome;
import dev.advise.report.Json;
import dev.advise.report.check.Cases.Case;
import java.util.List;

/**
 * The Test Anything Protocol, version 14. The details of a case stand in a block of YAML whose
 * values are JSON, which YAML reads.
 *
 * @see "Test Anything Protocol, version 14"
 */
public final class Tap implements CheckReport {

  @Override
  public String tell(CheckResult result) {
    List<Case> cases = Cases.of(result).stream().flatMap(s -> s.cases().stream()).toList();
    StringBuilder text = new StringBuilder("TAP version 14\n1..").append(cases.size()).append('\n');
    for (int i = 0; i < cases.size(); i++) {
      tell(i + 1, cases.get(i), text);
    }
    return text.toString();
  }

  private static void tell(int number, Case each, StringBuilder text) {
    boolean isOk = each.state() == Cases.State.PASSED || each.state() == Cases.State.SKIPPED;
    text.append(isOk ? "ok " : "not ok ").append(number).append(" - ");
    text.append(escape(each.service() + " " + each.name()));
    if (each.state() == Cases.State.SKIPPED) {
      text.append(" # SKIP ").append(escape(each.message()));
    }
    text.append('\n');
    if (!isOk) {
      text.append("  ---\n");
      Outcome first = each.outcomes().get(0);
      member("message", each.message(), text);
      member("severity", first.finding().severity().word(), text);
      member("at", Phrases.place(first.finding().place()), text);
      member("fingerprint", first.finding().fingerprint(), text);
      text.append("  ...\n");
    }
  }

  private static void member(String key, String value, StringBuilder text) {
    text.append("  ").append(key).append(": ").append(Json.text(value)).append('\n');
  }

  /** A hash would begin a directive. */
  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("#", "\\#");
  }
}
