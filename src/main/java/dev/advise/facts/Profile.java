package dev.advise.facts;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One workload, complete: what was written, and what had to be assumed to fill it up. */
public record Profile(
    Written written,
    String name,
    Workload workload,
    DataSharing dataSharing,
    Isolation isolation,
    FaultTolerance faultTolerance,
    Platform platform,
    Map<Criterion, Double> priorities,
    Optional<Decision> decision,
    List<Assumption> assumptions) {

  /**
   * The profile that these lines describe; whatever they leave out is assumed and listed.
   *
   * @param fallbackName the name of a profile that gives none, such as its file's
   */
  public static Profile of(Written written, String fallbackName) {
    return new Assumptions(written).complete(fallbackName);
  }

  /** The same profile with one field changed; assumptions are made anew. */
  public Profile with(Field field, Object value) {
    return of(written.with(field, value), name);
  }

  static Map<Criterion, Double> priorities(Written written) {
    EnumMap<Criterion, Double> priorities = new EnumMap<>(Criterion.class);
    for (Criterion criterion : Criterion.values()) {
      written.number(Field.priorityOf(criterion)).ifPresent(p -> priorities.put(criterion, p));
    }
    return Map.copyOf(priorities);
  }

  static Optional<Decision> decision(Written written) {
    return written
        .word(Field.DECISION, Model.class)
        .map(
            model ->
                new Decision(
                    model,
                    written.count(Field.DECISION_PROCESSES),
                    written.count(Field.DECISION_THREADS),
                    written.count(Field.DECISION_TASKS),
                    written.text(Field.DECISION_BECAUSE),
                    written.text(Field.DECISION_ADR),
                    Optional.ofNullable(
                        (java.time.LocalDate) written.values().get(Field.DECISION_REVIEW_BY))));
  }
}
