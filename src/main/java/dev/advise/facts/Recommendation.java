package dev.advise.facts;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is advised for one profile on one host, and all that speaks for and against it.
 *
 * @param choice the model and its topology; empty where the requirements exclude all three
 * @param arguments those that entered the scorecard or yielded to a stronger one of their family
 * @param refuted arguments dropped because this host refutes their claim
 * @param excluded which models cannot meet a hard requirement, and why
 * @param warnings what to set or to watch
 * @param forecasts every candidate's, the fastest first
 * @param verdicts on the claims behind the arguments
 * @param sureness how sure this is, which takes a hundred decisions more to find out
 * @param flips the smallest first
 * @param host the host that this is judged for
 */
public record Recommendation(
    Profile profile,
    Optional<Candidate> choice,
    Scorecard scorecard,
    List<WeighedArgument> arguments,
    List<WeighedArgument> refuted,
    List<Ruling> excluded,
    List<Ruling> warnings,
    List<Forecast> forecasts,
    List<Verdict> verdicts,
    Lazy<Confidence> sureness,
    List<Flip> flips,
    HostReport host) {

  /** How sure this is. */
  public Confidence confidence() {
    return sureness.get();
  }

  /** The arguments that count and are such, the weightiest first. */
  public Stream<WeighedArgument> counted(Predicate<WeighedArgument> which) {
    return arguments.stream()
        .filter(WeighedArgument::counted)
        .filter(which)
        .sorted(
            Comparator.<WeighedArgument>comparingDouble(a -> -Math.abs(a.weight()))
                .thenComparing(a -> a.card().id())
                .thenComparing(WeighedArgument::model));
  }

  /** What excludes a model. */
  public Stream<Ruling> exclusions(Model model) {
    return excluded.stream().filter(ruling -> ruling.model().equals(Optional.of(model)));
  }

  public Optional<Model> model() {
    return choice.map(Candidate::model);
  }

  /** Whether the answer is that no concurrency is needed. */
  public boolean isPlainLoop() {
    return choice.map(c -> c.topology().isPlainLoop()).orElse(false);
  }
}
