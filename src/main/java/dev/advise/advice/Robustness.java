package dev.advise.advice;

import dev.advise.facts.Confidence;
import dev.advise.facts.HostReport;
import dev.advise.facts.Model;
import dev.advise.facts.Reading;
import dev.advise.facts.Rehearsal;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Scorecard;
import dev.advise.facts.WeighedArgument;
import dev.advise.laws.Estimate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The share of perturbed decisions that keep the model: each estimate drawn anywhere within its
 * interval, each weight times anything from a half to two. The draws are seeded, so equal inputs
 * give equal answers.
 */
final class Robustness {

  /** Draws of the estimates; each consults the rules anew. */
  private static final int ESTIMATE_DRAWS = 8;

  /** Draws of the weights for each; these only add up anew. */
  private static final int WEIGHT_DRAWS = 16;

  private static final long SEED = 0x5eed;

  private final Judge judge;

  Robustness(Judge judge) {
    this.judge = judge;
  }

  Confidence of(Judgement decided) {
    if (decided.model().isEmpty()) {
      return new Confidence(
          Confidence.Level.STRONG, 1, "the requirements exclude every model, whatever is measured");
    }
    SplittableRandom random = new SplittableRandom(SEED);
    boolean measured = isMeasured(decided.situation());
    int kept = 0;
    int draws = 0;
    for (int i = 0; i < ESTIMATE_DRAWS; i++) {
      Judgement drawn = measured ? redecide(decided, random) : decided;
      for (int j = 0; j < WEIGHT_DRAWS; j++) {
        draws++;
        kept += reweighed(drawn, random).equals(decided.model()) ? 1 : 0;
      }
    }
    double robustness = (double) kept / draws;
    return new Confidence(Confidence.levelOf(robustness), robustness, why(kept, draws, measured));
  }

  private static String why(int kept, int draws, boolean measured) {
    return "%d of %d decisions with other weights%s came out the same"
        .formatted(kept, draws, measured ? " and estimates within their intervals" : "");
  }

  private static boolean isMeasured(Situation situation) {
    return !situation.rehearsal().runs().isEmpty()
        || situation.runtime().estimates().values().stream()
            .anyMatch(r -> r.toOptional().isPresent());
  }

  private Judgement redecide(Judgement decided, SplittableRandom random) {
    Situation situation = decided.situation();
    RuntimeReport drawn = draw(situation.runtime(), random);
    Map<String, RuntimeReport> runtimes = new TreeMap<>(situation.host().runtimes());
    runtimes.put(drawn.runtime(), drawn);
    return judge.decide(
        situation.profile(),
        new HostReport(situation.host().facts(), runtimes, situation.host().measuredAt()),
        draw(situation.rehearsal(), random));
  }

  private static RuntimeReport draw(RuntimeReport report, SplittableRandom random) {
    Map<String, Reading<Estimate>> drawn = new TreeMap<>();
    report
        .estimates()
        .forEach(
            (quantity, reading) ->
                drawn.put(
                    quantity,
                    reading
                        .toOptional()
                        .map(e -> Reading.known(at(e, random.nextDouble())))
                        .orElse(reading)));
    return new RuntimeReport(report.runtime(), report.version(), report.traits(), drawn);
  }

  private static Rehearsal draw(Rehearsal rehearsal, SplittableRandom random) {
    Map<Rehearsal.Part, Reading<Rehearsal.Run>> drawn = new LinkedHashMap<>();
    rehearsal.runs().entrySet().stream()
        .sorted(Comparator.comparing(e -> e.getKey().toString()))
        .forEach(
            e ->
                drawn.put(
                    e.getKey(),
                    e.getValue()
                        .toOptional()
                        .map(run -> Reading.known(at(run, random.nextDouble())))
                        .orElse(e.getValue())));
    return new Rehearsal(rehearsal.profile(), drawn, rehearsal.scaled());
  }

  private static Rehearsal.Run at(Rehearsal.Run run, double share) {
    return new Rehearsal.Run(
        at(run.tasksPerSecond(), share), run.p99(), run.cpuPerTask(), run.memoryBytes());
  }

  /** An estimate of the same number of passes, all of them at that point of the interval. */
  private static Estimate at(Estimate estimate, double share) {
    double value = estimate.lo() + share * (estimate.hi() - estimate.lo());
    return new Estimate(estimate.passes().stream().map(p -> value).toList());
  }

  private Optional<Model> reweighed(Judgement judgement, SplittableRandom random) {
    Map<String, Double> factors =
        judgement.weighed().standing().stream()
            .map(a -> a.card().id())
            .distinct()
            .collect(Collectors.toMap(id -> id, id -> Math.pow(2, random.nextDouble() * 2 - 1)));
    Scorecard scorecard =
        judge.score(judgement, (WeighedArgument a) -> a.weight() * factors.get(a.card().id()));
    return Weighing.choose(
            scorecard, judgement.findings().forecasts(), judgement.findings().exclusions())
        .map(candidate -> candidate.model());
  }
}
