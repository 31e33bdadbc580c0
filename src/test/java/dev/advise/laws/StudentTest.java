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

class StudentTest {

  /**
   * t(2 degrees, 2.5 %) = 4.303, in any table: the mean of 8, 10, 12 is 10, and s / √3 is 1.1547.
   */
  @Test
  void an_interval_of_few_is_students() {
    Interval interval = Student.interval(List.of(0.0, 2.0, 4.0));
    assertEquals(2 + 4.303 * 1.1547, interval.hi(), 1e-3);
    assertEquals(0, interval.lo()); // what is never negative may not be so by its interval
  }

  @Test
  void an_interval_of_few_costs_is_students_of_their_logarithms() {
    Interval interval = Student.interval(List.of(Math.exp(8), Math.exp(10), Math.exp(12)));
    assertEquals(10 + 4.303 * 1.1547, Math.log(interval.hi()), 1e-3);
    assertEquals(10 - 4.303 * 1.1547, Math.log(interval.lo()), 1e-3);
  }

  /**
   * Without both ends the mean of -3 … 2 is -0.5. With the ends drawn in to -2 and 1 the squares
   * are 9.5, so s = √(9.5 / 5) = 1.378, and over (4 / 6) √6 that is 0.8441; t(3 degrees) = 3.182.
   */
  @Test
  void of_six_the_ends_are_trimmed() {
    Interval interval = Student.interval(List.of(-3.0, -2.0, -1.0, 0.0, 1.0, 2.0));
    assertEquals(-0.5 - 3.182 * 0.8441, interval.lo(), 1e-3);
    assertEquals(-0.5 + 3.182 * 0.8441, interval.hi(), 1e-3);
  }

  @Test
  void one_of_six_may_be_off_by_whatever_it_likes() {
    Interval byThree = Student.interval(List.of(10.0, 10.1, 9.9, 10.2, 9.8, 30.0));
    Interval byAThousand = Student.interval(List.of(10.0, 10.1, 9.9, 10.2, 9.8, 10000.0));
    assertEquals(byThree, byAThousand);
    assertTrue(byThree.hi() < 11, byThree.toString());
  }

  @Test
  void two_of_six_may_not_and_one_of_five_neither() {
    assertTrue(Student.interval(List.of(10.0, 10.1, 9.9, 10.2, 30.0, 30.0)).hi() > 20);
    assertTrue(Student.interval(List.of(10.0, 10.1, 9.9, 10.2, 30.0)).hi() >= 30);
  }

  @Test
  void two_of_ten_may() {
    List<Double> ten = List.of(10.0, 10.1, 9.9, 10.2, 9.8, 10.0, 10.1, 9.9, 30.0, 40.0);
    assertTrue(Student.interval(ten).hi() < 11);
  }

  @Property
  void an_interval_of_few_is_no_narrower_than_the_values(
      @ForAll @Size(min = 1, max = 5) List<@DoubleRange(min = 0, max = 1e6) Double> values) {
    Interval interval = Student.interval(values);
    assertTrue(interval.lo() <= Collections.min(values) && 0 <= interval.lo());
    assertTrue(interval.hi() >= Collections.max(values));
  }

  @Property
  void it_holds_the_median(
      @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = -1e6, max = 1e6) Double> values) {
    Interval interval = Student.interval(values);
    double median = OrderStatistics.median(values);
    assertTrue(interval.lo() <= median && median <= interval.hi());
  }
}
