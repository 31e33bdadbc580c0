package dev.advise.advice;

import dev.advise.facts.Confidence;
import dev.advise.facts.Model;
import dev.advise.facts.Reading;
import dev.advise.facts.Rehearsal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

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
    Situation situation = decided.situation();
    boolean measured = isMeasured(situation);
    List<Ground> grounds = measured ? judge.drawn(situation.ground(), ESTIMATE_DRAWS) : List.of();
    int kept = 0;
    int draws = 0;
    for (int i = 0; i < ESTIMATE_DRAWS; i++) {
      Judgement drawn =
          measured
              ? judge.redecide(
                  decided,
                  Situation.of(
                      situation.profile(), grounds.get(i), draw(situation.rehearsal(), random)))
              : decided;
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
        || situation.ground().runtime().estimates().values().stream()
            .anyMatch(r -> r.toOptional().isPresent());
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
                        .map(
                            run ->
                                Reading.known(
                                    run.at(
                                        Grounds.within(run.tasksPerSecond(), random.nextDouble()))))
                        .orElse(e.getValue())));
    return new Rehearsal(rehearsal.profile(), drawn, rehearsal.scaled());
  }

  /** Each rule's weights are drawn once: what a rule says of two models rests on one judgement. */
  private Optional<Model> reweighed(Judgement judgement, SplittableRandom random) {
    Map<String, Double> factors = new HashMap<>();
    for (Weighed argument : judgement.weighed().standing()) {
      factors.computeIfAbsent(
          argument.card().id(), rule -> Math.pow(2, random.nextDouble() * 2 - 1));
    }
    return judge.reweighed(
        judgement, argument -> argument.weight() * factors.get(argument.card().id()));
  }
}
