package dev.advise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.facts.Field;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Model;
import dev.advise.facts.Profile;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserRulesTest {

  private static final String RULE =
      """
      package team.maintenance

      import dev.advise.facts.Argument
      import dev.advise.facts.Model
      import dev.advise.facts.Workload

      rule "we-know-threads"
          @claim("our-habit")
          @stated("owner")
          @summary("The team knows threads.")
          @because("the team has run threads for years")
          @rationale("What is known is run well.")
          @whenNot("The team changes.")
      when
          Workload()
      then
          insert( Argument.stated( drools.getRule().getName(), Model.THREADS, 9 ) );
      end
      """;

  private static final String CLAIMS =
      """
      - id: our-habit
        says: The team runs threads well.
        criterion: maintenance
        kind: judgement
        sources: [the team]
      """;

  @TempDir Path folder;
  @TempDir Path cache;

  @BeforeEach
  void a_folder_with_one_rule_and_its_claim() throws IOException {
    Files.writeString(folder.resolve("we-know-threads.drl"), RULE);
    Files.writeString(folder.resolve("claims.yaml"), CLAIMS);
  }

  @Test
  void a_rule_of_the_users_own_argues_beside_the_shipped_ones() throws BadRules {
    Recommendation advised =
        Advisor.withRules(folder, cache)
            .advise(
                Profile.of(new Written(Map.of(Field.KIND, "mixed")), "case"),
                new HostReport(HostFacts.unknown(), Map.of(), Optional.empty()));
    assertEquals(Optional.of(Model.THREADS), advised.model());
    assertTrue(advised.arguments().stream().anyMatch(a -> a.card().id().equals("we-know-threads")));
  }

  @Test
  void rules_are_compiled_once_for_each_content() throws BadRules, IOException {
    Advisor.withRules(folder, cache);
    List<FileTime> first = timesOfClasses();
    Advisor.withRules(folder, cache);
    assertEquals(first, timesOfClasses());
    Files.writeString(folder.resolve("we-know-threads.drl"), RULE.replace("9 )", "8 )"));
    Advisor.withRules(folder, cache);
    assertTrue(timesOfClasses().size() > first.size());
  }

  @Test
  void a_rule_that_does_not_compile_is_named_with_its_line() throws IOException {
    Files.writeString(
        folder.resolve("we-know-threads.drl"), RULE.replace("Workload()", "Workload( pace > 1 )"));
    BadRules refused = assertThrows(BadRules.class, () -> Advisor.withRules(folder, cache));
    assertTrue(refused.getMessage().contains("we-know-threads.drl:"), refused.getMessage());
    assertTrue(refused.getMessage().contains("pace"), refused.getMessage());
    try (Stream<Path> left = Files.list(cache)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void a_rule_that_lacks_its_metadata_is_refused() throws IOException {
    Files.writeString(
        folder.resolve("we-know-threads.drl"), RULE.replace("@whenNot(\"The team changes.\")", ""));
    BadRules refused = assertThrows(BadRules.class, () -> Advisor.withRules(folder, cache));
    assertTrue(refused.getMessage().contains("@whenNot is missing"), refused.getMessage());
  }

  @Test
  void a_rule_that_cites_no_known_claim_is_refused() throws IOException {
    Files.delete(folder.resolve("claims.yaml"));
    BadRules refused = assertThrows(BadRules.class, () -> Advisor.withRules(folder, cache));
    assertTrue(refused.getMessage().contains("no claim is called our-habit"));
  }

  @Test
  void the_shipped_rules_package_is_not_the_users_to_take() throws IOException {
    Files.writeString(
        folder.resolve("we-know-threads.drl"), RULE.replace("package team", "package rules"));
    BadRules refused = assertThrows(BadRules.class, () -> Advisor.withRules(folder, cache));
    assertTrue(refused.getMessage().contains("the shipped rules' own"), refused.getMessage());
  }

  @Test
  void a_folder_without_rules_is_refused() {
    assertThrows(BadRules.class, () -> Advisor.withRules(cache, cache));
    assertThrows(BadRules.class, () -> Advisor.withRules(folder.resolve("absent"), cache));
  }

  private List<FileTime> timesOfClasses() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .sorted()
          .map(file -> file.toFile().lastModified())
          .map(FileTime::fromMillis)
          .toList();
    }
  }
}
