package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetOptionTest {

  @Test
  void what_goes_on_beside_measuring_counts() {
    assertEquals(millis(4200), BudgetOption.left(millis(5000), millis(800)));
  }

  @Test
  void most_of_a_short_budget_is_measured_all_the_same() {
    assertEquals(millis(700), BudgetOption.left(millis(1000), millis(800)));
  }

  @Test
  void a_clock_that_was_set_back_gives_no_time() {
    assertEquals(millis(5000), BudgetOption.left(millis(5000), millis(-60_000)));
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }
}
