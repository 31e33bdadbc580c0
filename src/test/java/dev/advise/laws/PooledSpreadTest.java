package dev.advise.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PooledSpreadTest {

  @Test
  void what_was_measured_once_has_the_interval_that_the_others_spread_gives() {
    PooledSpread spread = PooledSpread.within(List.of(List.of(100.0), List.of(90.0, 110.0)));
    assertEquals(1, spread.freedom());
    Estimate once = spread.estimate(List.of(100.0));
    assertEquals(100, once.median());
    // With one degree of freedom Student's quantile is 12.706.
    double half = 12.706 * Math.log(110.0 / 90) / Math.sqrt(2);
    assertEquals(100 * Math.exp(half), once.hi(), 0.2);
    assertEquals(100 * Math.exp(-half), once.lo(), 0.2);
  }

  @Test
  void where_nothing_was_repeated_nothing_is_known() {
    PooledSpread spread = PooledSpread.within(List.of(List.of(100.0), List.of(50.0)));
    assertEquals(0, spread.freedom());
    assertEquals(100, spread.estimate(List.of(100.0)).hi());
  }

  @Test
  void values_enough_for_counting_are_counted() {
    List<Double> six = List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
    assertEquals(
        new Estimate(six).interval(),
        PooledSpread.within(List.of(six, List.of(1.0, 100.0))).estimate(six).interval());
  }

  @Test
  void an_interval_never_leaves_out_what_was_seen() {
    PooledSpread spread =
        PooledSpread.within(List.of(List.of(100.0, 101.0, 99.0), List.of(7.0, 9.0)));
    Estimate two = spread.estimate(List.of(7.0, 9.0));
    assertTrue(two.lo() <= 7 && two.hi() >= 9, two.toString());
  }

  @Test
  void nineteen_in_twenty_intervals_hold_the_truth() {
    Random random = new Random(7);
    int held = 0;
    int rounds = 2_000;
    for (int i = 0; i < rounds; i++) {
      List<List<Double>> groups = new ArrayList<>();
      for (int size : new int[] {1, 2, 2, 1, 3}) {
        List<Double> group = new ArrayList<>();
        for (int j = 0; j < size; j++) {
          group.add(Math.exp(0.2 * random.nextGaussian()));
        }
        groups.add(group);
      }
      Estimate once = PooledSpread.within(groups).estimate(groups.get(0));
      held += once.lo() <= 1 && once.hi() >= 1 ? 1 : 0;
    }
    assertEquals(0.95, (double) held / rounds, 0.015);
  }
}
