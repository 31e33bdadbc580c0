package dev.advise.advice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.advise.facts.Claim;
import dev.advise.facts.Criterion;
import dev.advise.facts.RuleCard;
import dev.advise.facts.Word;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rule base keeps its own house rules; each failure names the file and the remedy. */
class CatalogueTest {

  private static final Path RULES = Path.of("rules");

  private static final int MOST_COLUMNS = 100;

  private static final Set<String> OTHER_FOLDERS = Set.of("exclusions", "topology", "traits");

  private static final Advisor ADVISOR = Advisor.shipped();

  @Test
  void one_file_holds_one_rule_of_its_own_name() {
    each(
        ".drl",
        file -> {
          String text = read(file);
          assertEquals(
              1,
              Pattern.compile("^rule \"", Pattern.MULTILINE).matcher(text).results().count(),
              file + ": one rule a file");
          assertTrue(
              text.contains("rule \"" + stem(file) + "\""), file + ": name the rule " + stem(file));
          assertTrue(
              text.contains("package rules." + folder(file).replace('-', '_') + "\n"),
              file + ": its package is its folder");
        });
  }

  @Test
  void folders_are_criteria_exclusions_topology_or_traits() {
    for (RuleCard card : ADVISOR.cards()) {
      assertTrue(
          OTHER_FOLDERS.contains(card.folder())
              || Word.parse(Criterion.class, card.folder()).isPresent(),
          card.id() + ": no criterion is called " + card.folder());
    }
  }

  @Test
  void every_rule_has_its_cases_and_all_cases_have_their_rule() {
    Set<String> rules = stems(".drl");
    assertEquals(rules, stems(".cases.yaml"), "write the cases beside the rule");
    assertEquals(
        rules,
        ADVISOR.cards().stream().map(RuleCard::id).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void rules_do_not_order_themselves_and_their_consequence_is_one_insertion() {
    each(
        ".drl",
        file -> {
          String text = read(file);
          assertTrue(!text.contains("salience"), file + ": if order matters, a fact is missing");
          String then = text.substring(text.indexOf("\nthen"));
          assertEquals(
              1, Pattern.compile("\\binsert\\(").matcher(then).results().count(), file.toString());
          for (String forbidden :
              new String[] {"modify", "update", "System.", "eval(", "retract"}) {
            assertTrue(!text.contains(forbidden), file + ": no " + forbidden);
          }
        });
  }

  @Test
  void a_rule_fits_the_page_that_it_is_shown_on() {
    each(
        ".drl",
        file ->
            read(file)
                .lines()
                .forEach(
                    line -> assertTrue(line.length() <= MOST_COLUMNS, file + ": break " + line)));
  }

  @Test
  void prose_is_written_out_and_ends_in_a_full_stop() {
    for (RuleCard card : ADVISOR.cards()) {
      for (String sentence : new String[] {card.summary(), card.rationale(), card.whenNot()}) {
        assertTrue(sentence.endsWith("."), card.id() + ": end with a full stop: " + sentence);
        assertTrue(sentence.length() > 20, card.id() + ": say more than: " + sentence);
      }
    }
  }

  @Test
  void every_claim_that_is_not_definitional_is_cited_by_a_rule() {
    Set<String> cited = ADVISOR.cards().stream().map(RuleCard::claim).collect(Collectors.toSet());
    Set<String> idle =
        ADVISOR.claims().stream()
            .filter(claim -> claim.kind() != Claim.Kind.DEFINITIONAL)
            .map(Claim::id)
            .filter(id -> !cited.contains(id))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of(), idle, "cite these claims in a rule, or mark them definitional");
  }

  @Test
  void every_claim_says_where_it_comes_from_and_a_measured_one_how_it_is_tested() {
    for (Claim claim : ADVISOR.claims()) {
      assertTrue(!claim.sources().isEmpty(), claim.id() + ": name a source");
      assertEquals(
          claim.kind() == Claim.Kind.MEASURED,
          claim.test().isPresent(),
          claim.id() + ": a test makes a claim measured, and nothing else does");
    }
  }

  @Test
  void every_test_tells_what_its_figure_is() {
    for (Claim claim : ADVISOR.claims()) {
      claim
          .test()
          .ifPresent(
              test ->
                  assertTrue(
                      test.shown("").strip().split(" ").length > 2,
                      claim.id() + ": write under shows what {} is"));
    }
  }

  @Test
  void every_test_names_quantities_that_the_catalogue_has() {
    for (Claim claim : ADVISOR.claims()) {
      claim
          .test()
          .ifPresent(
              test ->
                  test.quantities()
                      .forEach(
                          q ->
                              assertTrue(
                                  ADVISOR.ledger().quantities().containsKey(q),
                                  claim.id() + ": no quantity is called " + q)));
    }
  }

  @Test
  void every_criterion_has_its_row() {
    assertEquals(Set.of(Criterion.values()), Ledger.shipped().criteria().keySet());
  }

  private static Set<String> stems(String ending) {
    try (Stream<Path> files = Files.walk(RULES)) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .map(CatalogueTest::stem)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void each(String ending, java.util.function.Consumer<Path> check) {
    try (Stream<Path> files = Files.walk(RULES)) {
      long seen =
          files.filter(file -> file.toString().endsWith(ending)).sorted().peek(check).count();
      if (seen == 0) {
        fail("no " + ending + " below " + RULES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.(drl|cases\\.yaml)$", "");
  }

  private static String folder(Path file) {
    return file.getParent().getFileName().toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
