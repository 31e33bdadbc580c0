package dev.advise.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;

/** What N workers do, by the universal scalability law. */
class ScalabilityTest {

  @Property
  void without_anything_to_queue_for_or_to_settle_it_is_linear(
      @ForAll @DoubleRange(min = 0.1, max = 4096) double workers) {
    assertEquals(workers, Scalability.speedUp(workers, 0, 0), 1e-9 * workers);
  }

  @Property
  void contention_alone_is_the_law_of_amdahl(
      @ForAll @IntRange(min = 1, max = 4096) int workers,
      @ForAll @DoubleRange(min = 0, max = 1) double serial) {
    double amdahl = 1 / (serial + (1 - serial) / workers);
    assertEquals(amdahl, Scalability.speedUp(workers, serial, 0), 1e-9 * amdahl);
  }

  @Property
  void the_contention_of_a_measured_speed_up_gives_that_speed_up_back(
      @ForAll @IntRange(min = 2, max = 256) int workers,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    double speedUp = 1 + share * (workers - 1);
    double contention = Scalability.contention(workers, speedUp);
    assertEquals(speedUp, Scalability.speedUp(workers, contention, 0), 1e-9 * workers);
  }

  @Property
  void a_speed_up_that_cannot_be_shows_no_contention_and_a_loss_shows_it_all(
      @ForAll @IntRange(min = 2, max = 256) int workers,
      @ForAll @DoubleRange(min = 1, max = 4) double luck,
      @ForAll @DoubleRange(min = 0.01, max = 1) double loss) {
    assertEquals(0, Scalability.contention(workers, workers * luck));
    assertEquals(1, Scalability.contention(workers, loss), 1e-12);
  }

  @Property
  void coherency_never_helps_and_costs_more_the_more_workers_there_are(
      @ForAll @IntRange(min = 2, max = 1000) int workers,
      @ForAll @DoubleRange(min = 0, max = 1) double contention,
      @ForAll @DoubleRange(min = 1e-6, max = 0.1) @Scale(6) double coherency) {
    double with = share(workers, contention, coherency);
    assertTrue(with < 1);
    assertTrue(share(workers + 1, contention, coherency) < with);
  }

  /** What is left of the speed-up that contention alone would leave. */
  private static double share(int workers, double contention, double coherency) {
    return Scalability.speedUp(workers, contention, coherency)
            / Scalability.speedUp(workers, contention, 0)
        - 1e-15 * workers;
  }

  @Property
  void beyond_the_peak_more_workers_do_less(
      @ForAll @DoubleRange(min = 0, max = 0.99) double contention,
      @ForAll @DoubleRange(min = 1e-6, max = 0.1) @Scale(6) double coherency) {
    double peak = Scalability.peak(contention, coherency);
    double most = Scalability.speedUp(peak, contention, coherency);
    if (peak > 1) {
      assertTrue(Scalability.speedUp(2 * peak, contention, coherency) < most);
      assertTrue(Scalability.speedUp(Math.max(1, peak / 2), contention, coherency) <= most);
    }
  }

  @Property
  void without_anything_to_settle_more_workers_never_do_less(
      @ForAll @DoubleRange(min = 1, max = 4096) double workers,
      @ForAll @DoubleRange(min = 1, max = 8) double times,
      @ForAll @DoubleRange(min = 0, max = 1) double contention) {
    double few = Scalability.speedUp(workers, contention, 0);
    assertTrue(Scalability.speedUp(workers * times, contention, 0) >= few * (1 - 1e-12));
    assertEquals(Double.POSITIVE_INFINITY, Scalability.peak(contention, 0));
  }
}
