package dev.advise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.advise.facts.Claim;
import dev.advise.facts.ClaimTest;
import dev.advise.facts.Criterion;
import dev.advise.facts.Reading;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Verdict;
import dev.advise.facts.Verdict.Outcome;
import dev.advise.facts.VersionWindow;
import dev.advise.laws.Estimate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictsTest {

  private static final Claim DEARER =
      claim(
          new ClaimTest(
              ClaimTest.Form.RATIO,
              List.of("spawn.process", "spawn.thread"),
              ClaimTest.Side.ABOVE,
              1.1),
          Optional.empty());

  private static final Claim SCALES =
      claim(
          new ClaimTest(
              ClaimTest.Form.QUANTITY, List.of("cpu-scaling.threads"), ClaimTest.Side.ABOVE, 1.3),
          Optional.empty());

  private static final Claim SCALES_NOT =
      claim(
          new ClaimTest(
              ClaimTest.Form.QUANTITY, List.of("cpu-scaling.threads"), ClaimTest.Side.ABOVE, 3),
          Optional.empty());

  @Test
  void the_whole_interval_beyond_the_threshold_confirms() {
    assertEquals(Outcome.CONFIRMED, on(DEARER, report(Map.of(), 0, 1.2, 1.3)));
  }

  @Test
  void the_whole_interval_short_of_it_refutes() {
    assertEquals(Outcome.REFUTED, on(DEARER, report(Map.of(), 0, 0.98, 1.05)));
  }

  @Test
  void an_interval_across_the_threshold_settles_nothing() {
    assertEquals(Outcome.INCONCLUSIVE, on(DEARER, report(Map.of(), 0, 1.05, 1.3)));
  }

  @Test
  void an_effect_below_the_noise_is_never_confirmed() {
    assertEquals(Outcome.INCONCLUSIVE, on(DEARER, report(Map.of(), 0.3, 1.2, 1.25)));
    assertEquals(Outcome.CONFIRMED, on(DEARER, report(Map.of(), 0.05, 1.2, 1.25)));
  }

  @Test
  void noise_feigns_no_smaller_effect_than_there_is() {
    assertEquals(Outcome.REFUTED, on(DEARER, report(Map.of(), 0.06, 0.98, 1.05)));
    assertEquals(Outcome.CONFIRMED, on(DEARER, report(Map.of(), 0.06, 1.14, 1.18)));
  }

  @Test
  void what_is_timed_alone_grows_by_what_was_lost() {
    Claim cheap = quantity("spawn.thread", ClaimTest.Side.BELOW, 1.1, "s");
    assertEquals(Outcome.CONFIRMED, on(cheap, report(Map.of(), 0.05, 1, 1)));
    assertEquals(Outcome.INCONCLUSIVE, on(cheap, report(Map.of(), 0.15, 1, 1)));
  }

  @Test
  void no_effect_is_what_some_claims_say_and_noise_does_not_hide_it() {
    Claim noDearer =
        claim(
            new ClaimTest(
                ClaimTest.Form.RATIO,
                List.of("spawn.process", "spawn.thread"),
                ClaimTest.Side.BELOW,
                2),
            Optional.empty());
    assertEquals(Outcome.CONFIRMED, on(noDearer, report(Map.of(), 0.1, 0.98, 1.04)));
  }

  @Test
  void lost_time_leaves_alone_what_is_counted() {
    Claim contained = quantity("crash.process", ClaimTest.Side.ABOVE, 0.95, "share");
    RuntimeReport noisy =
        new RuntimeReport(
            "native",
            Reading.known("1"),
            Map.of(),
            Map.of("crash.process", Reading.known(Estimate.of(1, 1, 1, 1, 1, 1))),
            Optional.of(0.06));
    assertEquals(Outcome.CONFIRMED, on(contained, noisy));
  }

  @Test
  void three_passes_confirm_what_is_far_from_the_threshold() {
    RuntimeReport far = report(Map.of(), 0, Estimate.of(3, 3.2, 3.1), Estimate.of(1, 1, 1));
    assertEquals(Outcome.CONFIRMED, on(DEARER, far));
  }

  @Test
  void three_passes_near_the_threshold_confirm_nothing_though_all_lie_beyond() {
    RuntimeReport near = report(Map.of(), 0, Estimate.of(1.15, 1.3, 1.25), Estimate.of(1, 1, 1));
    assertEquals(Outcome.INCONCLUSIVE, on(DEARER, near));
  }

  @Test
  void passes_that_cannot_be_paired_are_compared_by_their_far_ends() {
    Estimate three = Estimate.of(3, 3.2, 3.1);
    Estimate six = Estimate.of(1, 1, 1, 1, 1, 1.1);
    assertEquals(Outcome.CONFIRMED, on(DEARER, report(Map.of(), 0, three, six)));
  }

  @Test
  void one_bad_pass_of_six_leaves_nothing_undecided_but_is_told() {
    Estimate one = Estimate.of(3, 3.2, 3.1, 0.4, 3, 3.1);
    Estimate two = Estimate.of(3, 3.2, 3.1, 0.4, 0.4, 3.1);
    Estimate unit = Estimate.of(1, 1, 1, 1, 1, 1);
    Verdict borne = Verdicts.on(DEARER, report(Map.of(), 0, one, unit));
    assertEquals(Outcome.CONFIRMED, borne.outcome());
    assertEquals(
        "the interval, but for noise or a pass far off, is where the claim says", borne.why());
    assertEquals(Outcome.INCONCLUSIVE, on(DEARER, report(Map.of(), 0, two, unit)));
  }

  @Test
  void two_passes_confirm_nothing() {
    RuntimeReport two = report(Map.of(), 0, Estimate.of(3, 3), Estimate.of(1, 1));
    assertEquals(Outcome.INCONCLUSIVE, on(DEARER, two));
  }

  @Test
  void scaling_that_was_measured_beside_busy_neighbours_settles_nothing() {
    assertEquals(
        Outcome.CONFIRMED, on(SCALES, scaling(Map.of(RuntimeReport.OTHERS_CORES, "0.05"))));
    assertEquals(
        Outcome.INCONCLUSIVE, on(SCALES_NOT, scaling(Map.of(RuntimeReport.OTHERS_CORES, "0.8"))));
  }

  @Test
  void what_scaled_in_spite_of_busy_neighbours_scales() {
    assertEquals(Outcome.CONFIRMED, on(SCALES, scaling(Map.of(RuntimeReport.OTHERS_CORES, "0.8"))));
  }

  @Test
  void a_claim_about_other_versions_is_not_measured() {
    Claim later =
        claim(
            DEARER.test().orElseThrow(),
            Optional.of(new VersionWindow(Optional.of("3.14"), Optional.empty())));
    assertEquals(Outcome.NOT_MEASURED, on(later, report(Map.of(), 0, 5, 6)));
  }

  private static Outcome on(Claim claim, RuntimeReport report) {
    return Verdicts.on(claim, report).outcome();
  }

  private static Claim quantity(
      String quantity, ClaimTest.Side side, double threshold, String unit) {
    return claim(
        new ClaimTest(ClaimTest.Form.QUANTITY, List.of(quantity), side, threshold, "here {}", unit),
        Optional.empty());
  }

  private static Claim claim(ClaimTest test, Optional<VersionWindow> window) {
    return new Claim(
        "claim",
        "It is so.",
        Criterion.THROUGHPUT,
        Claim.Kind.MEASURED,
        List.of("the test"),
        Set.of(),
        window,
        Optional.of(test));
  }

  private static RuntimeReport report(
      Map<String, String> traits, double noise, double lowRatio, double highRatio) {
    return report(
        traits,
        noise,
        Estimate.of(lowRatio, lowRatio, lowRatio, highRatio, highRatio, highRatio),
        Estimate.of(1, 1, 1, 1, 1, 1));
  }

  private static RuntimeReport report(
      Map<String, String> traits, double noise, Estimate process, Estimate thread) {
    Map<String, Reading<Estimate>> estimates = new HashMap<>();
    estimates.put("spawn.process", Reading.known(process));
    estimates.put("spawn.thread", Reading.known(thread));
    return new RuntimeReport(
        "cpython", Reading.known("3.11.7"), traits, estimates, Optional.of(noise));
  }

  private static RuntimeReport scaling(Map<String, String> traits) {
    return new RuntimeReport(
        "native",
        Reading.known("12"),
        traits,
        Map.of("cpu-scaling.threads", Reading.known(new Estimate(Collections.nCopies(6, 1.9)))));
  }
}
