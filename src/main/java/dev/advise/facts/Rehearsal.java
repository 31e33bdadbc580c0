package dev.advise.facts;

import dev.advise.laws.Estimate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A profile's mix, run in miniature on this host under each candidate.
 *
 * @param profile the profile that was rehearsed
 * @param runs what each candidate did, or why it could not
 * @param scaled what had to be made smaller to fit the host or the budget, a sentence each
 */
public record Rehearsal(
    Optional<Profile> profile, Map<Part, Reading<Run>> runs, List<String> scaled) {

  public Rehearsal {
    runs = Map.copyOf(runs);
    scaled = List.copyOf(scaled);
  }

  /** A candidate's part: what is rehearsed, whichever rule proposed it. */
  public record Part(Model model, Topology topology) {

    public static Part of(Candidate candidate) {
      return new Part(candidate.model(), candidate.topology());
    }
  }

  /**
   * What one candidate did.
   *
   * @param tasksPerSecond what is believed of its rate
   * @param observed tasks per second as its windows showed them
   * @param p50 seconds from the hand-over of a task to its result, for half of the tasks
   * @param p99 seconds from the hand-over of a task to its result, for 99 % of the tasks
   * @param cpuPerTask seconds of computing used per task, overhead included; empty where untold
   * @param memoryBytes PSS of all its processes; empty where untold
   */
  public record Run(
      Estimate tasksPerSecond,
      Estimate observed,
      Estimate p50,
      Estimate p99,
      Optional<Estimate> cpuPerTask,
      Optional<Estimate> memoryBytes) {

    /** A run whose rate is what its windows showed. */
    public static Run of(
        Estimate observed,
        Estimate p50,
        Estimate p99,
        Optional<Estimate> cpuPerTask,
        Optional<Estimate> memoryBytes) {
      return new Run(observed, observed, p50, p99, cpuPerTask, memoryBytes);
    }

    /** The same run with another belief of its rate. */
    public Run at(Estimate believed) {
      return new Run(believed, observed, p50, p99, cpuPerTask, memoryBytes);
    }
  }

  /** No rehearsal was held. */
  public static Rehearsal none() {
    return new Rehearsal(Optional.empty(), Map.of(), List.of());
  }

  /** What a candidate did, if it was rehearsed and got through. */
  public Optional<Run> run(Candidate candidate) {
    return Optional.ofNullable(runs.get(Part.of(candidate))).flatMap(Reading::toOptional);
  }

  /** Why a candidate was not rehearsed to the end. */
  public Reading<Run> whyNot(Candidate candidate) {
    return runs.get(Part.of(candidate)) instanceof Reading.Unknown<Run> why
        ? Reading.unknown(why.reason(), why.detail())
        : Reading.unknown(Reason.NOT_ASKED, "not rehearsed");
  }

  /** Whether it was this profile's mix that was rehearsed. */
  public boolean isOf(Profile other) {
    return profile.filter(p -> Mix.of(p).equals(Mix.of(other))).isPresent();
  }

  /** Whether it was another mix of the same runtime, so that it still says how models compare. */
  public boolean isNear(Profile other) {
    return profile
        .filter(p -> p.platform().runtime().equals(other.platform().runtime()))
        .filter(p -> p.platform().interpreter().equals(other.platform().interpreter()))
        .isPresent();
  }
}
