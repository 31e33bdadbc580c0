package dev.advise.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class LawsTest {

  /** Goetz et al., section 8.2: cores × utilisation × (1 + wait / compute). */
  @Test
  void a_worker_that_waits_nine_times_as_long_as_it_computes_needs_nine_companions() {
    assertEquals(80, PoolSizing.workers(8, 0.09, 0.01));
    assertEquals(8, PoolSizing.workers(8, 0, 0.01));
    assertEquals(2, PoolSizing.workers(1.5, 0, 0.01));
    assertEquals(Long.MAX_VALUE, PoolSizing.workers(8, 1, 0));
  }

  @Test
  void work_that_is_half_serial_uses_two_cores_at_most() {
    assertEquals(2, Amdahl.coresUsed(8, 0.5));
    assertEquals(1, Amdahl.coresUsed(8, 1));
    assertEquals(8, Amdahl.coresUsed(8, 0));
    assertEquals(0.5, Amdahl.coresUsed(0.5, 1));
  }

  @Test
  void ten_a_second_that_stay_half_a_second_are_five() {
    assertEquals(5, LittlesLaw.inFlight(10, 0.5));
    assertEquals(0.5, LittlesLaw.timeInSystem(5, 10));
  }

  @Test
  void doublings_count_powers_of_two_and_never_overflow() {
    assertEquals(3, Ratio.doublings(1, 8), 1e-12);
    assertEquals(-1, Ratio.doublings(2, 1), 1e-12);
    assertTrue(Double.isFinite(Ratio.doublings(0, 1)));
    assertTrue(Double.isFinite(Ratio.of(1, 0)));
    assertEquals(1, Ratio.of(0, 0));
  }

  @Test
  void two_digits_are_kept() {
    assertEquals(0.014, Digits.two(0.01437));
    assertEquals(-130, Digits.two(-127));
  }

  @Property
  void a_curve_goes_through_its_points_and_rises_between_them(
      @ForAll @LongRange(min = 1, max = 1L << 40) long bytes) {
    SizeCurve curve =
        new SizeCurve(new TreeMap<>(Map.of(64L, 1e-6, 4096L, 2e-6, 1_048_576L, 1e-3)));
    assertEquals(2e-6, curve.at(4096), 1e-12);
    assertTrue(curve.at(bytes) <= curve.at(bytes + 1) * (1 + 1e-12));
  }

  @Test
  void what_is_paid_once_is_not_paid_again_beyond_the_largest_size() {
    SizeCurve curve = new SizeCurve(new TreeMap<>(Map.of(0L, 90e-6, 1_000_000L, 100e-6)));
    assertEquals(110e-6, curve.at(2_000_000), 1e-12);
    assertEquals(180e-6, curve.at(9_000_000), 1e-12);
    assertEquals(2e-3, new SizeCurve(new TreeMap<>(Map.of(1_000L, 1e-3))).at(2_000), 1e-12);
  }
}
