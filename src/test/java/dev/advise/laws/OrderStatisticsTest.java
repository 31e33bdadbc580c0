package dev.advise.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class OrderStatisticsTest {

  /** David and Nagaraja, table in section 7.1: 6 values need all, 9 drop one, 12 drop two. */
  @Test
  void the_interval_drops_as_many_values_as_the_book_says() {
    assertEquals(0, OrderStatistics.droppedAtEachEnd(6));
    assertEquals(0, OrderStatistics.droppedAtEachEnd(8));
    assertEquals(1, OrderStatistics.droppedAtEachEnd(9));
    assertEquals(1, OrderStatistics.droppedAtEachEnd(11));
    assertEquals(2, OrderStatistics.droppedAtEachEnd(12));
    assertEquals(5, OrderStatistics.droppedAtEachEnd(20));
  }

  @Test
  void the_median_of_an_even_number_is_the_mean_of_the_middle_two() {
    assertEquals(2.5, OrderStatistics.median(List.of(4.0, 1.0, 3.0, 2.0)));
  }

  @Property
  void the_interval_holds_the_median_and_lies_within_the_values(
      @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = -1e6, max = 1e6) Double> values) {
    Interval interval = OrderStatistics.medianInterval(values);
    double median = OrderStatistics.median(values);
    assertTrue(interval.lo() <= median && median <= interval.hi());
    assertTrue(interval.lo() >= Collections.min(values));
    assertTrue(interval.hi() <= Collections.max(values));
  }
}
