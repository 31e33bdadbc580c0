package dev.advise.check;

import dev.advise.facts.Field;
import dev.advise.facts.RuntimeReport;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Is there a report of the right host, and is it fresh? */
final class HostCheck implements Check {

  private final FindingKind missing;
  private final FindingKind stale;
  private final FindingKind otherClass;
  private final FindingKind incompatible;
  private final FindingKind textbook;
  private final FindingKind nothingHere;
  private final long mostDays;

  /**
   * A check.
   *
   * @param mostDays how old a report may be
   */
  HostCheck(Catalogue catalogue, long mostDays) {
    missing = catalogue.named("host-report-missing");
    stale = catalogue.named("host-report-stale");
    otherClass = catalogue.named("host-report-of-another-class");
    incompatible = catalogue.named("host-report-incompatible");
    textbook = catalogue.named("textbook-judged");
    nothingHere = catalogue.named("nothing-measured-here");
    this.mostDays = mostDays;
  }

  @Override
  public Examination examine(Subject subject) {
    HostEvidence host = subject.host();
    if (host instanceof HostEvidence.Unnamed) {
      return subject.decision().isPresent()
          ? Examination.of(textbook, List.of(unmeasured(subject, "unnamed", Map.of())))
          : Examination.NOTHING;
    }
    if (host instanceof HostEvidence.Here) {
      return Examination.of(
          nothingHere, subject.isMeasured() ? List.of() : List.of(inVain(subject)));
    }
    List<FindingKind> asked = List.of(missing, stale, otherClass, incompatible);
    if (host instanceof HostEvidence.Missing absent) {
      return new Examination(
          asked, List.of(found(missing, subject, Map.of("file", absent.file()))));
    }
    if (host instanceof HostEvidence.OtherClass other) {
      return new Examination(
          asked,
          List.of(
              found(otherClass, subject, Map.of("file", other.file(), "computed", other.found()))));
    }
    if (host instanceof HostEvidence.Incompatible other) {
      return new Examination(
          asked,
          List.of(
              found(
                  incompatible,
                  subject,
                  Map.of("file", other.file(), "computed", other.schema()))));
    }
    Examination fresh =
        new Examination(
            asked, age(subject).flatMap(days -> tooOld(subject, days)).stream().toList());
    return subject.isMeasured() || subject.decision().isEmpty()
        ? fresh
        : fresh.and(Examination.of(textbook, List.of(unmeasured(subject))));
  }

  private static Optional<Long> age(Subject subject) {
    return subject
        .host()
        .report()
        .measuredAt()
        .map(at -> LocalDate.ofInstant(at, ZoneOffset.UTC))
        .map(day -> ChronoUnit.DAYS.between(day, subject.today()));
  }

  private Optional<Finding> tooOld(Subject subject, long days) {
    if (days < -1) {
      return Optional.of(found(stale, "future", subject, Map.of("age", String.valueOf(-days))));
    }
    if (days <= mostDays) {
      return Optional.empty();
    }
    Finding finding =
        found(
            stale,
            "old",
            subject,
            Map.of("age", String.valueOf(days), "most", String.valueOf(mostDays)));
    return Optional.of(days > 2 * mostDays ? finding.at(Severity.ERROR) : finding);
  }

  private Finding unmeasured(Subject subject) {
    return unmeasured(
        subject,
        "unmeasured",
        Map.of(
            "file", subject.host().name().orElse(""),
            "runtime", subject.profile().platform().runtime()));
  }

  /** The measuring that was asked for came to nothing: that is worth a finding of its own. */
  private Finding inVain(Subject subject) {
    return nothingHere.found(
        subject.service(),
        subject.at(Field.RUNTIME, Field.DECISION),
        Subject.pointer(Field.RUNTIME),
        Map.of("runtime", subject.profile().platform().runtime(), "why", why(subject.runtime())));
  }

  /** Why a runtime could not be measured, or what is said of most of its quantities. */
  private static String why(RuntimeReport runtime) {
    Map<String, Long> reasons =
        runtime.estimates().values().stream()
            .map(reading -> reading.fold(known -> "", why -> why.detail()))
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    return runtime
        .version()
        .fold(
            version ->
                reasons.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse("nothing bears on the profile"),
            why -> why.detail());
  }

  private Finding unmeasured(Subject subject, String wording, Map<String, String> gaps) {
    return textbook.found(
        wording,
        subject.service(),
        subject.at(Field.HOST, Field.DECISION),
        Subject.pointer(Field.HOST),
        gaps);
  }

  private static Finding found(FindingKind kind, Subject subject, Map<String, String> gaps) {
    return found(kind, FindingKind.PLAIN, subject, gaps);
  }

  private static Finding found(
      FindingKind kind, String wording, Subject subject, Map<String, String> gaps) {
    Map<String, String> all = new java.util.HashMap<>(gaps);
    all.put("declared", subject.profile().platform().host().orElse("of the command line"));
    return kind.found(
        wording,
        subject.service(),
        subject.at(Field.HOST, Field.DECISION),
        Subject.pointer(Field.HOST),
        all);
  }
}
