package dev.advise.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.laws.Shrinkage.Belief;
import dev.advise.laws.Shrinkage.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShrinkageTest {

  private static Sight sight(double seen, double error, double expected) {
    return new Sight(seen, error, expected);
  }

  @Test
  void what_is_exact_is_believed() {
    List<Belief> beliefs =
        Shrinkage.of(List.of(sight(1, 0, 5), sight(2, 0, 4), sight(3, 0, 1), sight(9, 2, 9)));
    assertEquals(1, beliefs.get(0).value());
    assertEquals(3, beliefs.get(2).value());
    assertEquals(0, beliefs.get(2).error());
  }

  @Test
  void scatter_that_the_errors_explain_is_none_and_the_theory_is_off_for_all_alike() {
    List<Belief> beliefs =
        Shrinkage.of(List.of(sight(11.1, 1, 1), sight(12, 1, 2), sight(12.9, 1, 3)));
    assertEquals(11, beliefs.get(0).value(), 1e-9);
    assertEquals(13, beliefs.get(2).value(), 1e-9);
  }

  @Test
  void two_things_do_not_tell_how_good_a_theory_is() {
    List<Belief> beliefs = Shrinkage.of(List.of(sight(1, 1, 5), sight(2, Double.NaN, 4)));
    assertEquals(1, beliefs.get(0).value());
    assertEquals(2, beliefs.get(1).value());
  }

  @Test
  void what_was_seen_once_is_drawn_half_way() {
    List<Belief> beliefs =
        Shrinkage.of(
            List.of(sight(0, Double.NaN, 0), sight(-1, Double.NaN, 0), sight(1, Double.NaN, 0)));
    assertEquals(0.5, beliefs.get(2).value(), 1e-9);
    assertTrue(beliefs.get(2).error() > 0);
  }

  @Test
  void beliefs_are_nearer_to_the_truth_than_either_source() {
    Random random = new Random(11);
    double bySeeing = 0;
    double byTheory = 0;
    double byBelief = 0;
    for (int round = 0; round < 500; round++) {
      List<Double> truths = new ArrayList<>();
      List<Sight> sights = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        double expected = random.nextGaussian();
        double truth = expected + 0.3 * random.nextGaussian();
        truths.add(truth);
        sights.add(sight(truth + 0.3 * random.nextGaussian(), 0.3, expected));
      }
      List<Belief> beliefs = Shrinkage.of(sights);
      for (int i = 0; i < 8; i++) {
        bySeeing += Math.pow(sights.get(i).seen() - truths.get(i), 2);
        byTheory += Math.pow(sights.get(i).expected() - truths.get(i), 2);
        byBelief += Math.pow(beliefs.get(i).value() - truths.get(i), 2);
      }
    }
    assertTrue(byBelief < 0.8 * Math.min(bySeeing, byTheory), byBelief + ", " + bySeeing);
  }
}
