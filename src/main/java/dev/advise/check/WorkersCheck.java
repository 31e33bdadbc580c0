package dev.advise.check;

import dev.advise.facts.Candidate;
import dev.advise.facts.Decision;
import dev.advise.facts.Field;
import dev.advise.facts.Figures;
import dev.advise.facts.Forecast;
import dev.advise.facts.Topology;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Is each declared count near the one that the rules compute for the declared model? */
final class WorkersCheck implements Check {

  /** Half a doubling either way is left alone, a whole one is as far as a warning goes. */
  private static final double BAND = 0.5;

  private static final double WARNED = 1.0;

  /** A count that is exactly at an end of the band is within it. */
  private static final double EXACT = 1e-9;

  private final FindingKind outside;

  WorkersCheck(Catalogue catalogue) {
    outside = catalogue.named("workers-outside-band");
  }

  @Override
  public Examination examine(Subject subject) {
    if (!ModelCheck.agrees(subject) || !subject.knowsCores()) {
      return Examination.NOTHING;
    }
    Map<Field, Long> declared = declared(subject.decision().get());
    return subject.advice().forecasts().stream()
        .map(Forecast::candidate)
        .filter(c -> c.model() == subject.decision().get().model())
        .min(Comparator.comparingDouble(c -> farthest(declared, c.topology())))
        .filter(c -> !declared.isEmpty())
        .map(nearest -> Examination.of(outside, compare(subject, declared, nearest)))
        .orElse(Examination.NOTHING);
  }

  private static Map<Field, Long> declared(Decision decision) {
    Map<Field, Long> declared = new LinkedHashMap<>();
    decision.processes().ifPresent(n -> declared.put(Field.DECISION_PROCESSES, n));
    decision.threadsPerProcess().ifPresent(n -> declared.put(Field.DECISION_THREADS, n));
    decision.tasksPerThread().ifPresent(n -> declared.put(Field.DECISION_TASKS, n));
    return declared;
  }

  private List<Finding> compare(Subject subject, Map<Field, Long> declared, Candidate nearest) {
    return declared.entrySet().stream()
        .flatMap(e -> compare(subject, e.getKey(), e.getValue(), nearest).stream())
        .toList();
  }

  private Optional<Finding> compare(
      Subject subject, Field field, long declared, Candidate nearest) {
    int computed = count(field, nearest.topology());
    double distance = doublings(declared, computed);
    if (Math.abs(distance) <= BAND + EXACT) {
      return Optional.empty();
    }
    Finding finding =
        outside.found(
            subject.service(),
            subject.at(field),
            Subject.pointer(field),
            Map.of(
                "field", field.key(),
                "declared", String.valueOf(declared),
                "computed", String.valueOf(computed),
                "bound", nearest.boundBy().word(),
                "factor", Figures.plain(Math.pow(2, Math.abs(distance))),
                "direction", distance > 0 ? "too many" : "too few"));
    List<Evidence> evidence =
        List.of(
            new Evidence(
                nearest.rule(),
                "",
                "",
                subject.isMeasured() ? "measured" : "textbook",
                Wording.of(
                    "proposes",
                    Map.of(
                        "processes", String.valueOf(nearest.topology().processes()),
                        "threads", String.valueOf(nearest.topology().threadsPerProcess()),
                        "tasks", String.valueOf(nearest.topology().tasksPerThread())))));
    return Optional.of(
        finding
            .at(Math.abs(distance) > WARNED + EXACT ? Severity.ERROR : Severity.WARNING)
            .because(Optional.of(Math.abs(distance)), evidence));
  }

  private static double farthest(Map<Field, Long> declared, Topology topology) {
    return declared.entrySet().stream()
        .mapToDouble(e -> Math.abs(doublings(e.getValue(), count(e.getKey(), topology))))
        .max()
        .orElse(0);
  }

  private static double doublings(long declared, int computed) {
    return Math.log((double) declared / computed) / Math.log(2);
  }

  private static int count(Field field, Topology topology) {
    return switch (field) {
      case DECISION_PROCESSES -> topology.processes();
      case DECISION_THREADS -> topology.threadsPerProcess();
      default -> topology.tasksPerThread();
    };
  }
}
