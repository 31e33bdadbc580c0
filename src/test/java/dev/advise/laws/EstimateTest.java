package dev.advise.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {

  @Test
  void a_ratio_of_equal_passes_cancels_the_drift_that_hit_both() {
    Estimate slow = Estimate.of(2, 4, 6, 8, 10, 12);
    Estimate fast = Estimate.of(1, 2, 3, 4, 5, 6);
    Estimate ratio = slow.ratioTo(fast);
    assertEquals(2, ratio.lo());
    assertEquals(2, ratio.hi());
  }

  @Test
  void a_ratio_of_unequal_passes_is_as_far_off_as_both_are_together() {
    Estimate ratio =
        Estimate.of(4, 4, 8, 8, 16, 16).ratioTo(Estimate.of(0.5, 1, 1, 1.5, 1.5, 1.5, 2, 2, 3));
    assertEquals(8 / 1.5, ratio.median(), 1e-9);
    assertEquals(8 / 1.5 * Math.exp(-Math.hypot(Math.log(2), Math.log(2 / 1.5))), ratio.lo(), 1e-9);
    assertEquals(8 / 1.5 * Math.exp(Math.hypot(Math.log(2), Math.log(1.5))), ratio.hi(), 1e-9);
  }

  @Test
  void a_ratio_to_what_may_be_nothing_takes_the_far_ends_of_both() {
    Estimate ratio =
        Estimate.of(2, 2, 3, 3, 4, 4).ratioTo(Estimate.of(0, 0, 0.5, 1, 1, 1, 1.5, 2, 2));
    assertEquals(1, ratio.lo());
    assertEquals(Ratio.of(4, 0), ratio.hi());
  }

  @Test
  void a_difference_of_unequal_passes_is_as_far_off_as_both_are_together() {
    Estimate difference =
        Estimate.of(7, 7, 10, 10, 13, 13).minus(Estimate.of(0, 1, 1, 5, 5, 5, 9, 9, 10));
    assertEquals(5, difference.median());
    assertEquals(0, difference.lo());
    assertEquals(10, difference.hi());
  }

  @Test
  void the_range_of_a_few_passes_holds_their_middle_too_seldom_to_be_shown() {
    Estimate three = Estimate.of(10, 11, 12);
    assertEquals(three.confidence(), three.interval());
    assertTrue(three.lo() < 10 && three.hi() > 12, three.interval().toString());
    assertEquals(new Interval(10, 12), Estimate.of(10, 10, 11, 11, 12, 12).interval());
    assertEquals(new Interval(7, 7), Estimate.of(7, 7, 7).interval());
  }

  @Test
  void what_was_reckoned_has_the_interval_it_was_given() {
    Estimate reckoned = Estimate.reckoned(2, new Interval(1, 5));
    assertEquals(2, reckoned.median());
    assertEquals(new Interval(1, 5), reckoned.interval());
    assertEquals(new Interval(1, 5), reckoned.confidence());
    assertEquals(new Interval(0.5, 7.5), reckoned.withNoise(0.5).interval());
    assertEquals(new Interval(1, 5), reckoned.ratioTo(Estimate.of(1)).interval());
  }

  @Test
  void noise_widens_the_interval_that_is_shown_and_nothing_else() {
    Estimate quiet = Estimate.of(10, 11, 12, 13, 14, 20);
    Estimate noisy = quiet.withNoise(0.1);
    assertEquals(new Interval(9, 22), noisy.interval());
    assertEquals(9, noisy.lo());
    assertEquals(22, noisy.hi());
    assertEquals(quiet.median(), noisy.median());
    assertEquals(quiet.confidence(), noisy.confidence());
    assertEquals(quiet.interval(), noisy.minus(Estimate.of(0, 0, 0, 0, 0, 0)).interval());
  }

  @Test
  void noise_is_a_share_and_leaves_an_interval_finite() {
    Estimate huge = Estimate.of(Double.MAX_VALUE);
    assertTrue(Double.isFinite(huge.withNoise(1).hi()));
    assertThrows(IllegalArgumentException.class, () -> huge.withNoise(1.01));
    assertThrows(IllegalArgumentException.class, () -> huge.withNoise(-0.01));
    assertThrows(IllegalArgumentException.class, () -> huge.withNoise(Double.NaN));
  }

  @Test
  void what_is_held_against_a_few_passes_is_less_certain_than_their_range() {
    Estimate six = Estimate.of(10, 10, 10, 10, 10, 10);
    Estimate three = Estimate.of(1, 1.1, 1.2);
    Interval apart = six.confidenceOfRatioTo(three);
    assertTrue(apart.lo() < 10 / 1.2 && apart.hi() > 10);
    assertEquals(three.confidence().hi(), 10 / apart.lo(), 1e-9);
  }

  @Test
  void a_difference_is_paired_too() {
    assertEquals(List.of(1.0, 1.0), Estimate.of(5, 9).minus(Estimate.of(4, 8)).passes());
  }

  @Test
  void six_passes_settle_and_five_do_not() {
    assertTrue(Estimate.of(1, 2, 3, 4, 5, 6).isSettled());
    assertFalse(Estimate.of(1, 2, 3, 4, 5).isSettled());
  }

  @Test
  void what_is_no_number_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Estimate.of(1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Estimate.of(Double.POSITIVE_INFINITY));
    assertThrows(IllegalArgumentException.class, Estimate::of);
  }
}
