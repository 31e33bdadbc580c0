package dev.advise.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.laws.Fsrs.Memory;
import org.junit.jupiter.api.Test;

class FsrsTest {

  /** Half a unit of the last digit that py-fsrs's own test prints. */
  private static final double UPSTREAM_DIGITS = 1e-4;

  @Test
  void the_upstream_memory_state_is_reproduced() {
    int[] gaps = {0, 1, 3, 8, 21};
    Memory memory = Fsrs.first(1);
    for (int gap : gaps) {
      memory = Fsrs.next(memory, gap, 3);
    }
    memory = Fsrs.next(memory, 0, 3);
    assertEquals(49.4472, memory.stability(), UPSTREAM_DIGITS);
    assertEquals(6.8271, memory.difficulty(), UPSTREAM_DIGITS);
  }

  @Test
  void recall_after_a_first_good_falls_as_published() {
    Memory memory = Fsrs.first(3);
    assertEquals(0.962, Fsrs.recall(memory, 1), 5e-4);
    assertEquals(0.833, Fsrs.recall(memory, 7), 5e-4);
    assertEquals(0.670, Fsrs.recall(memory, 30), 5e-4);
  }

  @Test
  void recall_is_certain_at_once_and_ninety_percent_after_the_stability() {
    Memory memory = new Memory(12.5, 5);
    assertEquals(1, Fsrs.recall(memory, 0));
    assertEquals(0.9, Fsrs.recall(memory, 12.5), 1e-12);
  }

  @Test
  void a_higher_retention_asks_sooner_and_never_sooner_than_tomorrow() {
    Memory memory = new Memory(30, 5);
    assertEquals(30, Fsrs.interval(memory, 0.9));
    assertTrue(Fsrs.interval(memory, 0.95) < 30);
    assertEquals(1, Fsrs.interval(new Memory(0.001, 10), 0.99));
  }

  @Test
  void a_better_grade_never_leaves_a_weaker_memory() {
    Memory memory = Fsrs.first(3);
    for (int days : new int[] {0, 1, 5, 60}) {
      for (int grade = 1; grade < 4; grade++) {
        assertTrue(
            Fsrs.next(memory, days, grade).stability()
                <= Fsrs.next(memory, days, grade + 1).stability(),
            days + " days, grade " + grade);
      }
    }
  }

  @Test
  void a_grade_outside_the_scale_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> Fsrs.first(0));
    assertThrows(IllegalArgumentException.class, () -> Fsrs.first(5));
  }
}
