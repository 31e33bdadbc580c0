package dev.advise.check;

import dev.advise.facts.Bound;
import dev.advise.facts.Decision;
import dev.advise.facts.Field;
import dev.advise.facts.Figures;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostView;
import dev.advise.facts.Limits;
import dev.advise.facts.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Does the declared topology fit the host's hard limits, as far as they are known? */
final class LimitsCheck implements Check {

  private final FindingKind exceeded;

  LimitsCheck(Catalogue catalogue) {
    exceeded = catalogue.named("limit-exceeded");
  }

  @Override
  public Examination examine(Subject subject) {
    Optional<Decision> decision = subject.decision();
    if (decision.isEmpty() || !saysHowMany(decision.get())) {
      return Examination.NOTHING;
    }
    Limits limits =
        HostView.limits(
            subject.host().report().facts(), subject.profile().platform(), subject.runtime());
    Optional<Double> descriptors =
        subject.host().report().facts().number(HostFact.DESCRIPTORS_LIMIT);
    boolean isKnown =
        !limits.processes().isEmpty() || !limits.threads().isEmpty() || descriptors.isPresent();
    if (!isKnown) {
      return Examination.NOTHING;
    }
    List<Finding> found = new ArrayList<>();
    tasks(subject, decision.get(), limits).ifPresent(found::add);
    memory(subject, decision.get(), limits).ifPresent(found::add);
    descriptors
        .flatMap(limit -> descriptors(subject, decision.get(), limit.longValue()))
        .ifPresent(found::add);
    return Examination.of(exceeded, found);
  }

  private static boolean saysHowMany(Decision decision) {
    return decision.processes().isPresent()
        || decision.threadsPerProcess().isPresent()
        || decision.tasksPerThread().isPresent();
  }

  private static long processes(Decision decision) {
    return decision.processes().orElse(1L);
  }

  private static long threads(Decision decision) {
    return processes(decision) * decision.threadsPerProcess().orElse(1L);
  }

  private static Field largest(Decision decision) {
    return decision.processes().orElse(0L) >= decision.threadsPerProcess().orElse(0L)
        ? Field.DECISION_PROCESSES
        : Field.DECISION_THREADS;
  }

  private Optional<Finding> tasks(Subject subject, Decision decision, Limits limits) {
    Long room = limits.processes().get(Bound.PIDS);
    if (room == null || threads(decision) <= room) {
      return Optional.empty();
    }
    return Optional.of(
        found("tasks", subject, largest(decision), threads(decision), room.toString(), Map.of()));
  }

  private Optional<Finding> memory(Subject subject, Decision decision, Limits limits) {
    boolean forks = decision.model() == Model.PROCESSES || processes(decision) > 1;
    long workers = forks ? processes(decision) : threads(decision);
    Long room = (forks ? limits.processes() : limits.threads()).get(Bound.MEMORY);
    if (room == null || workers <= room) {
      return Optional.empty();
    }
    String footprint = forks ? "footprint.process" : "footprint.thread";
    String each =
        subject
            .runtime()
            .estimate(footprint)
            .toOptional()
            .map(e -> Figures.bytes(e.median()))
            .orElse("an unknown size");
    String memory = limits.memory().map(Figures::bytes).orElse("an unknown size");
    Field field = forks ? Field.DECISION_PROCESSES : Field.DECISION_THREADS;
    return Optional.of(
        found(
            "memory",
            subject,
            field,
            workers,
            room.toString(),
            Map.of("memory", memory, "each", each)));
  }

  private Optional<Finding> descriptors(Subject subject, Decision decision, long limit) {
    long inFlight = decision.threadsPerProcess().orElse(1L) * decision.tasksPerThread().orElse(1L);
    return decision.tasksPerThread().isPresent() && inFlight > limit
        ? Optional.of(
            found(
                "descriptors",
                subject,
                Field.DECISION_TASKS,
                inFlight,
                String.valueOf(limit),
                Map.of()))
        : Optional.empty();
  }

  private Finding found(
      String wording,
      Subject subject,
      Field field,
      long declared,
      String computed,
      Map<String, String> more) {
    Map<String, String> gaps = new java.util.HashMap<>(more);
    gaps.put("declared", String.valueOf(declared));
    gaps.put("computed", computed);
    return exceeded.found(
        wording, subject.service(), subject.at(field), Subject.pointer(field), gaps);
  }
}
