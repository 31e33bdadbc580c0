package dev.advise.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {

  @Test
  void three_passes_leave_turns_enough_for_six_more() {
    assertEquals(List.of(0, 2, 4), turns(3));
  }

  @Test
  void more_passes_are_spread_with_a_step_of_turns_to_spare() {
    assertEquals(List.of(0, 1, 3, 4, 6, 7), turns(6));
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8), turns(9));
  }

  @Test
  void the_most_passes_take_every_turn() {
    assertEquals(Plan.MOST, turns(Plan.MOST).size());
  }

  /** The turns in which a quantity is sampled that is to have so many passes. */
  private static List<Integer> turns(int target) {
    List<Integer> turns = new ArrayList<>();
    for (int turn = 0; turn < Plan.MOST; turn++) {
      if (Plan.isDue(turns.size(), target, turn)) {
        turns.add(turn);
      }
    }
    return turns;
  }
}
