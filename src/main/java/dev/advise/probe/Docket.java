package dev.advise.probe;

import dev.advise.facts.ClaimTest;
import dev.advise.facts.Verdict;
import dev.advise.laws.Estimate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The tests of claims that are to be judged, and which of them the samples leave undecided. */
final class Docket {

  private final Samples samples;
  private List<ClaimTest> tests;
  private Set<String> asked;
  private List<ClaimTest> open = List.of();
  private Set<String> undecided = Set.of();

  /** A test of what cannot be measured here asks for nothing. */
  Docket(Collection<ClaimTest> tests, Collection<String> quantities, Samples samples) {
    this.samples = samples;
    keep(tests.stream().filter(test -> quantities.containsAll(test.quantities())));
  }

  List<ClaimTest> tests() {
    return tests;
  }

  /** Whether a test asks for the quantity. */
  boolean isAskedFor(String quantity) {
    return asked.contains(quantity);
  }

  /** Whether a test of these was undecided at the last look. */
  boolean isOpen(List<String> compared) {
    return open.stream().anyMatch(test -> compared.containsAll(test.quantities()));
  }

  /** Whether a test that asks for the quantity was undecided at the last look. */
  boolean isUndecided(String quantity) {
    return undecided.contains(quantity);
  }

  /** Judges by the passes that there are; what has failed since is given up. */
  void look() {
    keep(tests.stream().filter(test -> test.quantities().stream().noneMatch(samples::hasFailed)));
    open = tests.stream().filter(this::isOpen).toList();
    undecided = quantities(open);
  }

  private void keep(Stream<ClaimTest> kept) {
    tests = kept.toList();
    asked = quantities(tests);
  }

  private static Set<String> quantities(List<ClaimTest> tests) {
    Set<String> quantities = new HashSet<>();
    tests.forEach(test -> quantities.addAll(test.quantities()));
    return quantities;
  }

  private boolean isOpen(ClaimTest test) {
    List<Estimate> known =
        test.quantities().stream().flatMap(q -> samples.estimate(q).stream()).toList();
    return known.size() == test.quantities().size()
        && test.judge(test.confidence(known), lostShare()) == Verdict.Outcome.INCONCLUSIVE;
  }

  /** What noise can feign is not believed in the end. */
  private double lostShare() {
    return samples.estimate(Noise.LOST_SHARE).map(Estimate::median).orElse(0.0);
  }
}
