package dev.advise.check;

import dev.advise.facts.Decision;
import dev.advise.facts.Field;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Is the decision's record there and in force, and has nobody missed the day of its review? */
final class RecordCheck implements Check {

  private final FindingKind overdue;
  private final FindingKind missing;
  private final FindingKind superseded;
  private final FindingKind contradicts;
  private final Folder folder;

  RecordCheck(Catalogue catalogue, Folder folder) {
    overdue = catalogue.named("review-overdue");
    missing = catalogue.named("record-missing");
    superseded = catalogue.named("record-superseded");
    contradicts = catalogue.named("record-contradicts");
    this.folder = folder;
  }

  @Override
  public Examination examine(Subject subject) {
    return subject
        .decision()
        .map(decision -> review(subject, decision).and(record(subject, decision)))
        .orElse(Examination.NOTHING);
  }

  private Examination review(Subject subject, Decision decision) {
    if (decision.reviewBy().isEmpty()) {
      return Examination.NOTHING;
    }
    long days = ChronoUnit.DAYS.between(decision.reviewBy().get(), subject.today());
    return days <= 0
        ? Examination.of(overdue, List.of())
        : Examination.of(
            overdue,
            List.of(
                overdue.found(
                    subject.service(),
                    subject.at(Field.DECISION_REVIEW_BY),
                    Subject.pointer(Field.DECISION_REVIEW_BY),
                    Map.of(
                        "declared", decision.reviewBy().get().toString(),
                        "days", String.valueOf(days)))));
  }

  private Examination record(Subject subject, Decision decision) {
    return decision
        .adr()
        .map(
            name ->
                new Examination(
                    List.of(missing, superseded, contradicts),
                    find(subject, decision, name).stream().toList()))
        .orElse(Examination.NOTHING);
  }

  private Optional<Finding> find(Subject subject, Decision decision, String name) {
    if (!folder.holds(name)) {
      return Optional.of(missing(subject, name, Wording.of("record.outside")));
    }
    try {
      Optional<byte[]> bytes = folder.read(name, SmallFile.MOST_BYTES);
      return bytes.isEmpty()
          ? Optional.of(missing(subject, name, Wording.of("record.absent")))
          : judge(
              subject,
              decision,
              name,
              DecisionRecord.of(new String(bytes.get(), StandardCharsets.UTF_8)));
    } catch (BadInput bad) {
      return Optional.of(
          missing(subject, name, Wording.of("record.unreadable", Map.of("why", bad.getMessage()))));
    }
  }

  private Optional<Finding> judge(
      Subject subject, Decision decision, String name, DecisionRecord record) {
    if (!record.isInForce()) {
      return Optional.of(
          found(superseded, subject, Map.of("declared", name, "computed", record.status())));
    }
    boolean agrees = record.model().map(decision.model().word()::equals).orElse(true);
    return agrees
        ? Optional.empty()
        : Optional.of(
            found(
                contradicts,
                subject,
                Map.of(
                    "declared", decision.model().word(), "computed", record.model().orElse(""))));
  }

  private Finding missing(Subject subject, String name, String what) {
    return found(missing, subject, Map.of("declared", name, "what", what));
  }

  private static Finding found(FindingKind kind, Subject subject, Map<String, String> gaps) {
    return kind.found(
        subject.service(),
        subject.at(Field.DECISION_ADR),
        Subject.pointer(Field.DECISION_ADR),
        gaps);
  }
}
