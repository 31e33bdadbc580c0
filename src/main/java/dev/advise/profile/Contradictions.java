package dev.advise.profile;

import dev.advise.facts.Field;
import dev.advise.facts.Kind;
import dev.advise.facts.Level;
import dev.advise.facts.Model;
import dev.advise.facts.Profile;
import dev.advise.facts.Runtimes;
import dev.advise.facts.Sharing;
import dev.advise.facts.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lines of one profile that cannot both be meant. Where the advice could still be right it is a
 * warning; where no task is left to advise on it is an error. Only what was written is judged,
 * never what was assumed. A decision that contradicts itself is a warning too: the advice does not
 * rest on it.
 */
final class Contradictions {

  /** From here on a kind and its times tell different stories. */
  private static final double TELLING = 10;

  /** A sum of two times may be off by a rounding. */
  private static final double BARELY = 1 - 1e-9;

  private final Profile profile;
  private final Map<Field, Span> spans;
  private final Findings errors;
  private final Findings warnings;

  Contradictions(Profile profile, Map<Field, Span> spans, Findings errors, Findings warnings) {
    this.profile = profile;
    this.spans = spans;
    this.errors = errors;
    this.warnings = warnings;
  }

  void find() {
    taskThatTakesNoTime();
    kindAgainstTimes();
    targetWithinTheTaskItself();
    sharedBytesOfNobody();
    moreThanMemory(Field.SHARED_BYTES, profile.dataSharing().sharedBytes());
    moreThanMemory(Field.MESSAGE_BYTES, profile.dataSharing().messageBytes());
    againstNothing(Field.ISOLATION, Field.ISOLATION_AGAINST, profile.isolation().level());
    againstNothing(
        Field.FAULT_TOLERANCE, Field.FAULT_TOLERANCE_AGAINST, profile.faultTolerance().level());
    lockThatIsNotThere();
    decisionOfAnotherShape();
  }

  private void taskThatTakesNoTime() {
    Workload workload = profile.workload();
    if (workload.cpuPerTask() == 0 && workload.waitPerTask() == 0) {
      Field written = has(Field.CPU_PER_TASK) ? Field.CPU_PER_TASK : Field.WAIT_PER_TASK;
      errors.add(
          spans.get(written),
          "a task that neither computes nor waits takes no time",
          "cpu_per_task or wait_per_task above 0");
    }
  }

  private void kindAgainstTimes() {
    if (!has(Field.KIND) || !has(Field.CPU_PER_TASK) || !has(Field.WAIT_PER_TASK)) {
      return;
    }
    Workload workload = profile.workload();
    boolean waits = workload.waitPerTask() >= TELLING * workload.cpuPerTask();
    boolean computes = workload.cpuPerTask() >= TELLING * workload.waitPerTask();
    if (workload.kind() == Kind.CPU_BOUND && waits) {
      warn(
          Field.KIND,
          "kind: cpu-bound disagrees with wait_per_task on line "
              + line(Field.WAIT_PER_TASK)
              + ", at least ten times cpu_per_task on line "
              + line(Field.CPU_PER_TASK),
          "io-bound, or other times");
    } else if (workload.kind() == Kind.IO_BOUND && computes) {
      warn(
          Field.KIND,
          "kind: io-bound disagrees with cpu_per_task on line "
              + line(Field.CPU_PER_TASK)
              + ", at least ten times wait_per_task on line "
              + line(Field.WAIT_PER_TASK),
          "cpu-bound, or other times");
    }
  }

  private void targetWithinTheTaskItself() {
    Workload workload = profile.workload();
    List<Field> times =
        Stream.of(Field.CPU_PER_TASK, Field.WAIT_PER_TASK).filter(this::has).toList();
    double alone = times.stream().mapToDouble(f -> profile.written().number(f).orElseThrow()).sum();
    if (workload.latencyTarget().filter(target -> target < alone * BARELY).isPresent()) {
      String lines =
          times.stream()
              .map(f -> f.key() + " on line " + line(f))
              .collect(Collectors.joining(" and "));
      warn(
          Field.LATENCY_TARGET,
          "no task can keep latency_target: "
              + lines
              + (times.size() == 1 ? " comes to " : " come to ")
              + Unit.time(alone),
          "at least " + Unit.time(alone));
    }
  }

  private void sharedBytesOfNobody() {
    boolean shares = has(Field.SHARED_BYTES) && profile.dataSharing().sharedBytes() > 0;
    if (shares && has(Field.SHARING) && profile.dataSharing().pattern() == Sharing.NONE) {
      warn(
          Field.SHARED_BYTES,
          "shared_bytes disagrees with pattern: none on line " + line(Field.SHARING),
          "0, or pattern: read-mostly or read-write");
    }
  }

  private void moreThanMemory(Field field, long bytes) {
    Optional<Long> memory = profile.platform().memory();
    if (memory.isPresent() && has(field) && bytes > memory.get()) {
      warn(
          field,
          field.key() + " is more than memory on line " + line(Field.MEMORY),
          "at most " + Unit.size(memory.get()));
    }
  }

  private void againstNothing(Field level, Field against, Level wanted) {
    if (has(against) && wanted == Level.NONE) {
      warn(
          against,
          "against has no effect with level: none on line " + line(level),
          "level: preferred or required, or no against");
    }
  }

  private void lockThatIsNotThere() {
    List<String> lockless = List.of(Runtimes.JVM, Runtimes.NODE, Runtimes.NATIVE);
    String runtime = profile.platform().runtime();
    if (has(Field.NATIVE_FRACTION)
        && profile.workload().nativeFraction() > 0
        && has(Field.RUNTIME)
        && lockless.contains(runtime)) {
      warn(
          Field.NATIVE_FRACTION,
          "native_fraction has no effect with runtime "
              + runtime
              + " on line "
              + line(Field.RUNTIME)
              + ", which has no interpreter lock",
          "no native_fraction, or runtime: cpython");
    }
  }

  /** Threads are one process, and one task in each: what has more of either has another name. */
  private void decisionOfAnotherShape() {
    profile
        .decision()
        .ifPresent(
            decision -> {
              if (decision.model() == Model.THREADS && decision.processes().orElse(1L) > 1) {
                disagree(
                    Field.DECISION_PROCESSES,
                    "1: several processes with threads inside are the model processes");
              }
              if (decision.model() != Model.ASYNC && decision.tasksPerThread().orElse(1L) > 1) {
                disagree(
                    Field.DECISION_TASKS, "1: several tasks in one thread are the model async");
              }
            });
  }

  private void disagree(Field field, String expected) {
    String model = profile.decision().orElseThrow().model().word();
    warn(
        field,
        field.key() + " disagrees with the model " + model + " on line " + line(Field.DECISION),
        expected);
  }

  private boolean has(Field field) {
    return spans.containsKey(field);
  }

  private int line(Field field) {
    return warnings.lineOf(spans.get(field));
  }

  private void warn(Field field, String message, String expected) {
    warnings.add(spans.get(field), message, expected);
  }
}
