package dev.advise.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The marking of the shipped cards: neither deaf to other words nor pleased by any. */
class OtherWordsTest {

  private static final Marker MARKER = new Marker(Synonyms.none());
  private static final Deck DECK = Deck.shipped();

  /** Not all of some 30,000 pairs, for marking them takes a minute. */
  private static final int EVERY = 13;

  private static Map<?, ?> answers() throws IOException {
    Path file = Path.of("src/test/resources/practice/other-words.yaml");
    return (Map<?, ?>) Plain.of(Plain.compose(Files.readString(file)));
  }

  private interface Each {
    void see(Card card, Lang lang, String answer);
  }

  private static void each(Each each) throws IOException {
    answers()
        .forEach(
            (id, both) -> {
              for (Lang lang : Lang.values()) {
                Card card = DECK.card(String.valueOf(id)).orElseThrow();
                each.see(card, lang, String.valueOf(((Map<?, ?>) both).get(lang.word())));
              }
            });
  }

  @Test
  void a_sound_answer_in_other_words_is_good() throws IOException {
    List<String> unheard = new ArrayList<>();
    each(
        (card, lang, answer) -> {
          Marking marking = MARKER.mark(card, answer);
          if (marking.rating(false).compareTo(Rating.GOOD) < 0) {
            unheard.add(card.id() + " " + lang.word() + ": " + lacks(marking));
          }
        });
    assertEquals(List.of(), unheard, String.join("\n", unheard));
  }

  private static String lacks(Marking marking) {
    return marking.concepts().stream()
            .filter(s -> s.concept().must() && s.credit() != Marking.Credit.LINKED)
            .map(s -> s.concept().name().en() + " " + s.credit())
            .collect(Collectors.joining(", "))
        + (marking.bare() ? " bare" : "")
        + marking.struck().stream().map(m -> " ! " + m.sample().en()).collect(Collectors.joining());
  }

  @Test
  void the_keywords_of_such_an_answer_alone_are_not() throws IOException {
    each(
        (card, lang, answer) -> {
          for (String glue : List.of(" ", ", ", lang == Lang.ZH ? "，因为" : ", because ")) {
            String salad = Lint.salad(card, lang, answer, glue);
            assertTrue(
                MARKER.mark(card, salad).rating(true).compareTo(Rating.GOOD) < 0,
                card.id() + ": " + salad);
          }
        });
  }

  @Test
  void the_reply_to_one_question_is_hardly_ever_good_for_another() {
    List<String> pleased = new ArrayList<>();
    int pair = 0;
    int asked = 0;
    for (Card of : DECK.cards()) {
      for (Card to : DECK.cards()) {
        for (Lang lang : Lang.values()) {
          if (of == to || to.concepts().isEmpty() || pair++ % EVERY != 0) {
            continue;
          }
          asked++;
          if (MARKER.mark(to, of.brief().in(lang)).rating(false).compareTo(Rating.GOOD) >= 0) {
            pleased.add(of.id() + " -> " + to.id() + " " + lang.word());
          }
        }
      }
    }
    assertTrue(pleased.size() < 0.01 * asked, pleased.size() + " of " + asked + ": " + pleased);
  }

  /** What somebody says who knows the words of the field and answers no question. */
  private static final List<String> BLUFFS =
      List.of(
          "It depends on the workload, because threads share memory and processes are isolated, so a"
              + " crash in one of them costs more or less. I would measure latency and throughput"
              + " under load, check the limits of memory and cores, keep the queue bounded, use locks"
              + " only where needed, and restart workers when they fail.",
          "要看具体的负载：线程共享内存，进程相互隔离，所以崩溃的影响不一样。我会在压力下测量延迟和吞吐，"
              + "看内存和核数的上限，队列要有界，能不用锁就不用锁，工作进程挂了就重启。");

  @Test
  void a_bluff_that_fits_every_question_is_good_for_hardly_any() {
    for (String bluff : BLUFFS) {
      List<String> pleased =
          DECK.cards().stream()
              .filter(card -> !card.concepts().isEmpty())
              .filter(card -> MARKER.mark(card, bluff).rating(false).compareTo(Rating.GOOD) >= 0)
              .map(Card::id)
              .toList();
      assertTrue(pleased.size() <= 0.05 * DECK.size(), pleased.size() + ": " + pleased);
    }
  }
}
