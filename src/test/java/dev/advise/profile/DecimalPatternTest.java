package dev.advise.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;

class DecimalPatternTest {

  @Property(tries = 2_000)
  void a_pattern_matches_what_is_on_its_side_of_the_bound(
      @ForAll @BigRange(min = "0", max = "300") @Scale(3) BigDecimal bound,
      @ForAll @BigRange(min = "0", max = "300") @Scale(3) BigDecimal number) {
    for (String written : new String[] {number.toPlainString(), bound.toPlainString()}) {
      BigDecimal value = new BigDecimal(written);
      assertEquals(
          value.compareTo(bound) <= 0, written.matches(DecimalPattern.atMost(bound, true)));
      assertEquals(
          value.compareTo(bound) >= 0, written.matches(DecimalPattern.atLeast(bound, true)));
    }
  }

  @Property(tries = 2_000)
  void a_pattern_of_whole_numbers_matches_those_only(
      @ForAll @LongRange(min = 0, max = 3_000) long bound,
      @ForAll @LongRange(min = 0, max = 3_000) long number) {
    BigDecimal limit = BigDecimal.valueOf(bound);
    String atMost = DecimalPattern.atMost(limit, false);
    String atLeast = DecimalPattern.atLeast(limit, false);
    assertEquals(number <= bound, ("0" + number).matches(atMost));
    assertEquals(number >= bound, ("0" + number).matches(atLeast));
    assertEquals(false, (number + ".0").matches(atMost) || (number + ".0").matches(atLeast));
  }
}
