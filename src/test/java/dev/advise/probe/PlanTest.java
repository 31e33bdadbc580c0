package dev.advise.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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

  /** One start for five claims is cheaper than five starts, though each claim alone is dearer. */
  @Test
  void those_who_share_a_partner_share_what_its_start_takes() {
    List<List<String>> sharing =
        List.of(List.of("a1"), List.of("a2"), List.of("a3"), List.of("a4"), List.of("a5"));
    List<List<String>> alone = List.of(List.of("b1"), List.of("b2"), List.of("b3"));
    Plan plan =
        plan(
            Map.of("b1", 0.06, "b2", 0.06, "b3", 0.06),
            Map.of("a1", 0.3, "a2", 0.3, "a3", 0.3, "a4", 0.3, "a5", 0.3));
    Set<String> chosen = plan.choice(Stream.concat(alone.stream(), sharing.stream()).toList(), 1.3);
    assertTrue(chosen.containsAll(Set.of("a1", "a2", "a3", "a4", "a5")), chosen.toString());
  }

  /** Before anything is sampled; one takes a hundredth of a second, but for the given costs. */
  private static Plan plan(Map<String, Double> cost, Map<String, Double> begin) {
    return new Plan(
        quantity -> 0,
        quantity -> cost.getOrDefault(quantity, 0.01),
        quantity -> begin.getOrDefault(quantity, 0.0),
        quantity -> begin.containsKey(quantity) ? "partner" : quantity,
        group -> true,
        group -> true,
        group -> false,
        group -> false,
        quantity -> Plan.MOST);
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
