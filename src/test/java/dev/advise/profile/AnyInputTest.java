package dev.advise.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.Printable;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the input, an answer comes, and it is safe to print. */
class AnyInputTest {

  @Property(tries = 2_000)
  void bytes_without_sense_are_refused_in_order_and_safe_to_print(@ForAll byte[] bytes) {
    check(ProfileReader.read("x.yaml", bytes));
  }

  @Property(tries = 10_000)
  void signs_of_yaml_in_any_order_are_answered(@ForAll("soup") String yaml) {
    check(Reading.of(yaml));
  }

  @Provide
  Arbitrary<String> soup() {
    return Arbitraries.of(
            "workload",
            "kind",
            "mixed",
            "cpu_per_task",
            "5ms",
            "against",
            "isolation",
            ": ",
            ":",
            "\n",
            "\n  ",
            "\n    ",
            "- ",
            "? ",
            "[",
            "]",
            "{",
            "}",
            ", ",
            "&a ",
            "*a",
            "!!str ",
            "!x ",
            "!<",
            ">",
            "!",
            "|",
            ">-",
            "|9",
            "'",
            "\"",
            "\\",
            "\\x",
            "\\UFFFFFFFF",
            "\\U00110000",
            "\\ud800",
            "#",
            " ",
            "\t",
            "%YAML 1.2",
            "%YAML 99999999999.1",
            "%TAG ! x",
            "%",
            "---",
            "...",
            "<<",
            "~",
            "null",
            "@",
            "`",
            "\u2028",
            "\u0085",
            "\r",
            "\ufeff",
            "图",
            "😀",
            "\u202e",
            "0",
            "-",
            "=",
            "%20",
            "%C3%28",
            "!%C3 ")
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }

  private static void check(ProfileResult result) {
    if (result instanceof ProfileResult.Refused refused) {
      List<Problem> problems = refused.problems();
      assertFalse(problems.isEmpty());
      assertEquals(
          problems.stream().map(Problem::position).sorted().toList(),
          problems.stream().map(Problem::position).toList());
      for (Problem problem : problems) {
        assertTrue(problem.line() >= 1 && problem.column() >= 1);
        problem.text().lines().forEach(line -> assertEquals(line, Printable.oneLine(line)));
      }
    }
  }
}
