package dev.advise.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.advice.Advisor;
import dev.advise.facts.Claim;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeckTest {

  private static List<CardProblem> problems(String yaml) {
    return Lint.of(Deck.of(Map.of("cards.yaml", yaml.getBytes(StandardCharsets.UTF_8))), List.of());
  }

  @Test
  void every_shipped_card_holds_what_it_promises() {
    List<String> claims = Advisor.shipped().claims().stream().map(Claim::id).toList();
    assertEquals(
        "",
        Lint.of(Deck.shipped(), claims).stream()
            .map(CardProblem::text)
            .collect(Collectors.joining("\n")));
  }

  @Test
  void whatever_is_wrong_with_a_card_is_told_with_its_line() {
    String message =
        problems(
                """
                # a comment
                - id: Broken
                  group: theories
                  colour: blue
                  concepts:
                  - [must, a, b, '(', 'c']
                - no card
                """)
            .stream()
            .map(CardProblem::text)
            .collect(Collectors.joining("\n"));
    assertTrue(message.contains("cards.yaml:2: Broken: unknown key colour"), message);
    assertTrue(message.contains("'theories' is none of theory, experience"), message);
    assertTrue(message.contains("the pattern '(' does not compile"), message);
    assertTrue(message.contains("ask needs both languages"), message);
    assertTrue(message.contains("cards.yaml:7: ?: a card is a mapping"), message);
  }

  @Test
  void a_key_that_stands_twice_is_refused() {
    String message = problems("- id: a\n  ask: {en: x, zh: y}\n  id: b\n").get(0).text();
    assertTrue(message.contains("the key id stands twice, again on line 3"), message);
  }
}
