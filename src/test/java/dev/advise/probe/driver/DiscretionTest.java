package dev.advise.probe.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DiscretionTest {

  private final Discretion discretion =
      new Discretion(
          Map.of("HOME", "/srv/people/ada", "USER", "ada", "HOSTNAME", "engine", "TMPDIR", "/t/m"));

  @Test
  void homes_users_and_hosts_are_not_told() {
    assertEquals(
        "~/x: no such file, (user)@(host)",
        discretion.tell("/srv/people/ada/x: no such file, ada@engine"));
    assertEquals("~/venv/bin ~/y", discretion.tell("/home/bob/venv/bin /Users/eve/y"));
    assertEquals("cannot open '~/probe.py'", discretion.tell("cannot open '/t/m/probe.py'"));
  }

  @Test
  void a_word_that_only_contains_a_name_stays() {
    assertEquals("adamant engines", discretion.tell("adamant engines"));
  }

  @Test
  void control_characters_become_blanks_and_what_is_long_is_cut() {
    assertEquals("a [31m b", discretion.tell("a\u001b[31m\r\n\tb\u202e"));
    assertTrue(discretion.tell("x".repeat(100_000)).length() <= 240);
  }
}
