package dev.advise.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.advise.practice.Marking.Credit;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MarkerTest {

  private static final List<Concept> CONCEPTS =
      List.of(
          concept(true, "isolation", "own address space|isolat", "独立.{0,4}地址空间|隔离"),
          concept(true, "crash", "crash", "崩溃|挂掉"),
          concept(false, "cost", "cost|dear|overhead", "开销|代价"),
          concept(false, "restart", "restart|supervis", "重启|拉起"));

  private static final List<Misconception> MISCONCEPTIONS =
      List.of(
          new Misconception(
              new Text("Processes share memory by default.", "进程默认共享内存。"),
              Pattern.compile("processes share memory"),
              Pattern.compile("进程.{0,4}共享内存"),
              new Text("They do not.", "并不共享。")));

  private static Concept concept(boolean must, String name, String en, String zh) {
    return new Concept(must, Text.same(name), Pattern.compile(en), Pattern.compile(zh));
  }

  private static Marking mark(String answer) {
    return new Marker(Synonyms.none()).mark("card", CONCEPTS, MISCONCEPTIONS, Answer.of(answer));
  }

  private static Rating rating(String answer) {
    return mark(answer).rating(true);
  }

  @Test
  void a_sound_answer_earns_full_marks_in_either_language() {
    assertEquals(
        Rating.EASY,
        rating(
            "Each process has its own address space, so a crash in the codec stays in one worker,"
                + " which a supervisor restarts. The cost is a slower start."));
    assertEquals(Rating.EASY, rating("进程有独立的地址空间，所以解码器崩溃只损失一个工作进程，主进程可以立刻重启它。代价是启动更慢、内存更多。"));
  }

  @Test
  void keywords_without_sentences_are_never_good() {
    assertEquals(Rating.HARD, rating("isolation crash cost restart"));
    assertEquals(Rating.HARD, rating("隔离，崩溃，开销，重启"));
    assertEquals(Rating.HARD, rating("隔离 因为 崩溃 所以 开销 因此 重启"));
    assertEquals(Rating.HARD, rating("because isolation so crash therefore cost if restart"));
  }

  @Test
  void what_is_denied_is_not_brought() {
    assertEquals(
        Credit.MISSED,
        mark("There is no isolation between them when it crashes.").concepts().get(0).credit());
    assertEquals(Credit.MISSED, mark("线程之间并没有隔离，一个崩溃全部结束。").concepts().get(0).credit());
    assertEquals(
        Credit.LINKED,
        mark("This gives not only isolation but cheap restarts too.").concepts().get(0).credit());
    assertEquals(Credit.LINKED, mark("这样不仅隔离了故障，还能快速重启。").concepts().get(0).credit());
  }

  private static final String SOUND =
      "Each process has its own address space, so a crash in the codec stays in one worker. The"
          + " cost is a slower start.";

  @Test
  void a_sound_word_behind_a_denied_one_is_brought() {
    assertEquals(
        1, mark("No crash and no leak, for each has its own address space.").coverage() * 4);
    Concept near = concept(true, "copied", "writ.{0,60}copied", "写.{0,20}复制");
    Marker marker = new Marker(Synonyms.none());
    for (String answer :
        List.of("Pages are not writable, so when one writes it is copied.", "页面不可写，谁来写就给谁复制一页。")) {
      Marking marking = marker.mark("card", List.of(near), List.of(), Answer.of(answer));
      assertEquals(1, marking.coverage(), answer);
    }
  }

  @Test
  void a_word_that_only_begins_like_a_denial_denies_nothing() {
    for (String answer : List.of("别人崩溃了也没关系。", "特别是崩溃要关住。")) {
      assertEquals(1, mark(answer).coverage() * 4, answer);
    }
  }

  @Test
  void a_sentence_that_opens_or_ends_with_a_denial_brings_nothing() {
    for (String denied :
        List.of(
            "It is not true that each has its own address space.",
            "I do not think that one of them would survive the loss of its isolation.",
            "That a process gives isolation is a myth.",
            "The following is wrong: there is isolation between the two of them.",
            "并不是每个进程都有独立的地址空间。",
            "我不认为进程之间有什么隔离。",
            "以下说法是错的：进程之间有隔离。",
            "进程之间互相隔离的说法是错的。")) {
      assertEquals(Credit.MISSED, mark(denied).concepts().get(0).credit(), denied);
    }
    assertEquals(
        Credit.LINKED,
        mark("It is wrong to say that they share all; but there is isolation by address space.")
            .concepts()
            .get(0)
            .credit());
    assertEquals(Credit.LINKED, mark("这不是性能问题，而是要隔离故障。").concepts().get(0).credit());
  }

  @Test
  void words_in_no_order_are_no_sentences() {
    assertEquals(Rating.EASY, rating(SOUND + " A supervisor starts it again."));
    assertEquals(
        Rating.HARD,
        rating(
            "a the crash its in stays address worker so of process isolation. space the is one a"
                + " cost start of slower the. own codec each in has"));
  }

  @Test
  void what_goes_on_for_ever_is_not_good() {
    assertEquals(Rating.HARD, rating((SOUND + " ").repeat(60)));
    assertTrue(mark((SOUND + " ").repeat(5000)).endless());
  }

  @Test
  void a_question_or_hint_given_back_earns_nothing() {
    Card card = Deck.shipped().card("th-visibility").orElseThrow();
    for (Lang lang : Lang.values()) {
      String given =
          card.ask().in(lang)
              + " "
              + card.hints().stream().map(h -> h.in(lang)).collect(Collectors.joining(" "));
      assertEquals(0, new Marker(Synonyms.none()).mark(card, given).coverage(), given);
    }
  }

  @Test
  void both_languages_may_stand_in_one_answer() {
    assertEquals(
        Rating.GOOD, rating("每个进程有独立的地址空间，所以 a crash in the codec 只影响一个 worker，代价是启动慢一些。"));
  }

  @Test
  void a_misconception_blocks_a_good_mark_unless_it_is_denied() {
    String sound =
        " Each has its own address space, so a crash of one leaves the others running at some cost.";
    assertEquals(Rating.AGAIN, rating("By default processes share memory." + sound));
    assertEquals(1, mark("进程默认共享内存，所以通信很快。").struck().size());
    assertTrue(rating("It is not true that processes share memory." + sound).grade() >= 3);
  }

  @Test
  void full_width_punctuation_and_capitals_make_no_difference() {
    assertEquals(
        mark("ISOLATION is what keeps a crash in one place.").concepts(),
        mark("Ｉsolation is what keeps a crash in one place。").concepts());
  }

  @Test
  void a_sound_answer_in_other_words_looks_empty_and_can_be_taught() throws IOException {
    String lay = "If one of them falls over the rest carry on, since none can reach into another.";
    Synonyms synonyms = Synonyms.none();
    Marker marker = new Marker(synonyms);
    assertEquals(0, marker.mark("card", CONCEPTS, MISCONCEPTIONS, Answer.of(lay)).coverage());
    synonyms.learn("card", "isolation", "none can reach into another");
    synonyms.learn("card", "crash", "falls over");
    assertEquals(0.5, marker.mark("card", CONCEPTS, MISCONCEPTIONS, Answer.of(lay)).coverage());
  }

  @Test
  void a_band_of_three_needs_a_number_and_the_condition_that_turns_it() {
    String angle =
        "A process takes 9 MiB of memory here, so if there were 500 of them it would not fit.";
    assertEquals(3, mark(angle).bands().get(Angle.RESOURCE_USE));
    assertEquals(
        2, mark("Processes take more memory than threads do.").bands().get(Angle.RESOURCE_USE));
    assertEquals(1, mark("memory").bands().get(Angle.RESOURCE_USE));
    assertEquals(0, mark("Hello there.").bands().get(Angle.RESOURCE_USE));
  }

  @Test
  void an_empty_answer_is_asked_again() {
    assertEquals(Rating.AGAIN, rating(""));
  }
}
