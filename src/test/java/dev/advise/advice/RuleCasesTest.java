package dev.advise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.advise.facts.Argument;
import dev.advise.facts.Candidate;
import dev.advise.facts.Exclusion;
import dev.advise.facts.Serialised;
import dev.advise.facts.Trait;
import dev.advise.facts.Warning;
import dev.advise.facts.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The cases beside each rule: where it fires, and where at the edge it stays silent. */
class RuleCasesTest {

  private static final Ledger LEDGER = Ledger.shipped();

  private static final RuleBase RULES = RuleBase.of(LEDGER, List.of(CompiledRules.shipped()));

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("rules"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".cases.yaml")).sorted().toList()) {
        String rule = file.getFileName().toString().replace(".cases.yaml", "");
        Map<String, List<Map<String, Object>>> cases = load(file);
        for (String kind : List.of("fires", "silent")) {
          List<Map<String, Object>> listed = cases.getOrDefault(kind, List.of());
          tests.add(
              dynamicTest(
                  rule + " has a case that " + kind,
                  () -> assertTrue(!listed.isEmpty() || cases.containsKey("always"))));
          for (Map<String, Object> one : listed) {
            tests.add(
                dynamicTest(
                    rule + " " + kind + ": " + one.get("case"),
                    () -> check(rule, kind.equals("fires"), one)));
          }
        }
      }
    }
    return tests.stream();
  }

  private static void check(String rule, boolean fires, Map<String, Object> one) {
    List<Object> said = Given.of(one).consult(RULES, LEDGER, rule);
    if (!fires) {
      assertEquals(List.of(), said, rule + " must stay silent here");
      return;
    }
    if (said.isEmpty()) {
      fail(rule + " must fire here");
    }
    Object gives = one.get("gives");
    if (gives instanceof Map<?, ?> expected) {
      assertTrue(
          said.stream().anyMatch(s -> matches(s, expected)),
          "expected " + expected + ", got " + said);
    }
  }

  private static boolean matches(Object said, Map<?, ?> expected) {
    return expected.entrySet().stream()
        .allMatch(e -> same(e.getValue(), part(said, String.valueOf(e.getKey()))));
  }

  private static Object part(Object said, String name) {
    if (said instanceof Argument a) {
      return switch (name) {
        case "model" -> a.model().word();
        case "weight" -> a.weight();
        default -> throw unknown(name, said);
      };
    }
    if (said instanceof Candidate c) {
      return switch (name) {
        case "model" -> c.model().word();
        case "arrangement" -> c.topology().arrangement().word();
        case "processes" -> c.topology().processes();
        case "threads", "threads_per_process" -> c.topology().threadsPerProcess();
        case "tasks", "tasks_per_thread" -> c.topology().tasksPerThread();
        case "offload" -> c.topology().offload();
        case "workers" -> c.topology().threads();
        case "bound" -> c.boundBy().word();
        default -> throw unknown(name, said);
      };
    }
    if (said instanceof Exclusion x && name.equals("model")) {
      return x.model().word();
    }
    if (said instanceof Trait t) {
      return switch (name) {
        case "trait" -> t.name();
        case "value" -> t.value();
        default -> throw unknown(name, said);
      };
    }
    if (said instanceof Serialised s) {
      return switch (name) {
        case "model" -> s.model().word();
        case "share" -> s.share();
        default -> throw unknown(name, said);
      };
    }
    if (said instanceof Warning w && w.values().containsKey(name)) {
      return w.values().get(name) instanceof Word word ? word.word() : w.values().get(name);
    }
    throw unknown(name, said);
  }

  private static IllegalArgumentException unknown(String name, Object said) {
    return new IllegalArgumentException(said + " has no " + name);
  }

  private static boolean same(Object expected, Object actual) {
    return expected instanceof Number e && actual instanceof Number a
        ? Math.abs(e.doubleValue() - a.doubleValue())
            <= 0.01 * Math.max(1, Math.abs(e.doubleValue()))
        : String.valueOf(expected).equals(String.valueOf(actual));
  }

  private static Map<String, List<Map<String, Object>>> load(Path file) throws IOException {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
  }
}
