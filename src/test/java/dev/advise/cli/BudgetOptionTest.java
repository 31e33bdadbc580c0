package dev.advise.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BudgetOptionTest {

  @Test
  void starting_counts() {
    Duration left = budget("600s").left(Duration.ZERO);
    assertTrue(left.compareTo(Duration.ofSeconds(600)) < 0, left::toString);
    assertTrue(left.compareTo(Duration.ofSeconds(420)) > 0, left::toString);
  }

  @Test
  void most_of_a_short_budget_is_measured_all_the_same() {
    assertEquals(Duration.ofMillis(70), budget("100ms").left(Duration.ofMillis(300)));
  }

  private static BudgetOption budget(String time) {
    return CommandLine.populateCommand(new BudgetOption(), "--budget", time);
  }
}
