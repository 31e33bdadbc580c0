package dev.advise.report.check;

import static dev.advise.report.Json.number;
import static dev.advise.report.Json.object;

import dev.advise.check.CheckResult;
import dev.advise.check.Ending;
import dev.advise.check.Evidence;
import dev.advise.check.Finding;
import dev.advise.check.FindingKind;
import dev.advise.check.Outcome;
import dev.advise.check.Place;
import dev.advise.check.ServiceResult;
import dev.advise.check.Severity;
import dev.advise.check.Standing;
import dev.advise.report.Json;
import java.util.Map;

/** The contract that other programs parse: {@code schema/check.schema.json}. Additions only. */
public final class CheckJson implements CheckReport {

  private static final String SCHEMA = "advise/check/v1";

  @Override
  public String tell(CheckResult result) {
    return Json.text(
            object(
                "schema", SCHEMA,
                "date", result.today().toString(),
                "fail_on", result.failOn().word(),
                "exit_code", result.exitCode(),
                "summary", summary(result),
                "services", result.services().stream().map(s -> service(result, s)).toList(),
                "findings", result.outcomes().stream().map(CheckJson::finding).toList()))
        + "\n";
  }

  private static Map<String, Object> summary(CheckResult result) {
    return object(
        "checked", result.services().size(),
        "agree", result.count(Ending.AGREES),
        "fail", result.count(Ending.FAILS),
        "waived", result.count(Ending.WAIVED),
        "baselined", result.count(Ending.BASELINED),
        "undecided", result.count(Ending.UNDECIDED),
        "errors", result.count(Severity.ERROR),
        "warnings", result.count(Severity.WARNING),
        "notes", result.count(Severity.NOTE));
  }

  private static Map<String, Object> service(CheckResult result, ServiceResult service) {
    return object(
        "service", service.service(),
        "file", service.file(),
        "ending", result.ending(service).word(),
        "declared", service.declared().orElse(null),
        "computed", service.computed().orElse(null),
        "margin", service.margin().map(Json::number).orElse(null),
        "judged_by", service.host(),
        "checked", service.asked().stream().map(FindingKind::id).toList());
  }

  private static Map<String, Object> finding(Outcome outcome) {
    Finding finding = outcome.finding();
    return object(
        "rule", finding.id(),
        "name", finding.kind().name(),
        "level", finding.severity().word(),
        "status", outcome.standing().word(),
        "service", finding.service(),
        "file", finding.place().file(),
        "region", region(finding.place()),
        "pointer", finding.pointer(),
        "message", finding.message(),
        "declared", finding.declared().orElse(null),
        "computed", finding.computed().orElse(null),
        "margin", finding.margin().map(m -> number(m)).orElse(null),
        "evidence", finding.evidence().stream().map(CheckJson::evidence).toList(),
        "waiver", waiver(outcome.standing()),
        "fingerprint", finding.fingerprint(),
        "remedy", finding.kind().remedy());
  }

  private static Map<String, Object> region(Place place) {
    return object(
        "line", place.line(),
        "column", place.points().start(),
        "end_column", place.points().end());
  }

  private static Map<String, Object> evidence(Evidence evidence) {
    return object(
        "rule", evidence.rule(),
        "claim", evidence.claim().isEmpty() ? null : evidence.claim(),
        "speaks", evidence.speaks().isEmpty() ? null : evidence.speaks(),
        "backing", evidence.backing(),
        "because", evidence.because());
  }

  private static Map<String, Object> waiver(Standing standing) {
    return standing instanceof Standing.Waived waived
        ? object(
            "file", waived.waiver().place().file(),
            "line", waived.waiver().place().line(),
            "reason", waived.waiver().reason(),
            "owner", waived.waiver().owner(),
            "expires", waived.waiver().expires().toString())
        : null;
  }
}
