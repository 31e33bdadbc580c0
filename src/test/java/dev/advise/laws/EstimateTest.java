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
  void a_ratio_of_unequal_passes_takes_the_far_ends_of_both() {
    Estimate ratio = Estimate.of(2, 4).ratioTo(Estimate.of(1, 1, 2));
    assertEquals(1, ratio.lo());
    assertEquals(4, ratio.hi());
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
