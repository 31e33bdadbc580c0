package dev.advise.practice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole sessions, scripted, against what they said last time: {@code
 * src/test/resources/practice/session.*.txt}. To accept new words, run with {@code
 * -Dpractice.golden=write}.
 */
class ScriptedSessionTest {

  private static final Instant NOW = Instant.parse("2026-01-01T09:00:00Z");

  @TempDir Path folder;

  /** Says into a list, and answers from a queue as a pipe would. */
  private static final class Script implements Dialogue {

    private final StringBuilder said = new StringBuilder();
    private final Deque<String> lines;

    Script(String... lines) {
      this.lines = new ArrayDeque<>(List.of(lines));
    }

    @Override
    public void say(Tone tone, String text) {
      said.append(tone == Tone.TITLE ? "\n== " : "").append(text).append('\n');
    }

    @Override
    public Reply ask(Prompt prompt) {
      String line = lines.poll();
      if (line == null) {
        return new Reply.End();
      }
      said.append("> ").append(line).append('\n');
      return prompt.read(line);
    }
  }

  /** A second passes whenever anybody looks. */
  private static InstantSource ticking() {
    AtomicLong seconds = new AtomicLong();
    return () -> NOW.plusSeconds(seconds.incrementAndGet());
  }

  private static Settings settings(Lang lang, Mode mode) {
    return new Settings(
        lang, mode, Duration.ofMinutes(30), 5, Optional.empty(), OptionalLong.of(3));
  }

  private Session session(Dialogue dialogue, Lang lang, Mode mode, List<Question> questions)
      throws IOException {
    return new Session(
        dialogue,
        Phrases.shipped(),
        settings(lang, mode),
        ReviewLog.in(folder.resolve("log.jsonl")),
        Synonyms.none(),
        ticking(),
        questions);
  }

  static CardQuestion card(String id) {
    return new CardQuestion(
        Deck.shipped().card(id).orElseThrow(),
        new Marker(Synonyms.none()),
        Claims.of(WorkbenchTest.ADVISOR.claims()),
        Phrases.shipped());
  }

  /** Questions about one profile, whose keys are plain whatever else the rules will argue. */
  private static Workbench ledger() {
    return new Workbench(
        WorkbenchTest.ADVISOR,
        WorkbenchTest.HOST,
        Practice.shippedProfiles().stream().filter(p -> p.name().equals("shared-ledger")).toList(),
        new Marker(Synonyms.none()),
        Phrases.shipped(),
        3);
  }

  /** One question of every kind. */
  private static List<Question> everyKind() {
    List<Question> questions =
        new ArrayList<>(
            List.of(
                card("th-process-and-thread"),
                card("de-native-codec"),
                card("de-detail-image-service"),
                card("de-critique-review"),
                card("ex-my-pool")));
    questions.add(ledger().choose(0));
    ledger().flips(8).stream()
        .filter(q -> q.id().equals("flip:shared-ledger:isolation.level=none"))
        .forEach(questions::add);
    questions.addAll(WorkbenchTest.bench(3).boundaries(1));
    WorkbenchTest.bench(3).estimates().stream()
        .filter(q -> q.id().endsWith("start-ratio"))
        .forEach(questions::add);
    return questions;
  }

  /** What the rules argue changes with them, and is held elsewhere: here it is only named. */
  private static String withoutArguments(String said, List<Question> questions, Lang lang) {
    String masked = said;
    for (Question question : questions) {
      if (question instanceof BoundaryQuestion boundary) {
        masked = masked.replace(boundary.exhibit(lang).orElseThrow(), "<a profile>");
        masked = masked.replace(boundary.ask(lang), "<where does it turn?>");
        masked = masked.replace(boundary.truth(lang), "<where it turns>");
        masked = masked.replace(boundary.refuse("lots", lang).orElseThrow(), "<no such number>");
        masked =
            masked.replace(
                "> " + ProfileText.value(boundary.flip().field(), boundary.flip().to()),
                "> <that value>");
        masked =
            masked.replace(boundary.reply().brief(boundary.told(), lang), "<the rules' reply>");
      } else if (question instanceof AdviceQuestion advice) {
        masked = masked.replace(advice.brief(lang), "<the rules' reply>");
        masked = masked.replace(advice.detail(lang), "<the rules' arguments>");
        masked = masked.replace(String.join("\n", advice.why(lang)), "<rules and claims>");
      }
    }
    return masked;
  }

  @ParameterizedTest
  @EnumSource(Lang.class)
  void every_kind_is_asked_marked_and_answered_for(Lang lang) throws IOException {
    List<Question> questions = everyKind();
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    questions.forEach(q -> kinds.add(q.kind()));
    assertEquals(EnumSet.allOf(Kind.class), kinds);
    Card first = questions.get(0).card().orElseThrow();
    BoundaryQuestion boundary = (BoundaryQuestion) questions.get(7);
    String truth = ProfileText.value(boundary.flip().field(), boundary.flip().to());
    Card third = questions.get(2).card().orElseThrow();
    String longReply =
        third.brief().in(lang)
            + "\n"
            + String.join("\n", third.detail().stream().map(t -> t.in(lang)).toList());
    Script script =
        new Script(
            "h",
            first.brief().in(lang),
            "?",
            "3", // recall, with a hint
            "keywords isolation crash process",
            "o",
            "",
            "none survives its own fault",
            "",
            "4", // justify, overridden
            longReply,
            "", // detail, as proposed
            "1 3 4",
            "", // critique
            questions.get(4).brief(lang),
            "", // story
            "1",
            "d",
            "?",
            "", // choose
            "1",
            "", // flip
            "lots",
            truth,
            "", // boundary, refused once
            "18x",
            "q"); // estimate
    session(script, lang, Mode.SESSION, questions).run();
    golden(
        "session." + lang.word() + ".txt",
        withoutArguments(script.said.toString(), questions, lang));
  }

  @Test
  void an_answer_is_on_the_disk_before_the_next_question_is_asked() throws IOException {
    Path log = folder.resolve("log.jsonl");
    Dialogue watching =
        new Dialogue() {
          private int asked;

          @Override
          public void say(Tone tone, String text) {
            // only the questions matter here
          }

          @Override
          public Reply ask(Prompt prompt) {
            asked++;
            try {
              long written = Files.exists(log) ? Files.readAllLines(log).size() : 0;
              assertEquals((asked - 1) / 2, written);
            } catch (IOException e) {
              throw new AssertionError(e);
            }
            return asked > 4 ? new Reply.End() : new Reply.Answer(asked % 2 == 0 ? "3" : "words");
          }
        };
    session(
            watching,
            Lang.EN,
            Mode.SESSION,
            List.of(card("th-zombie"), card("th-join"), card("th-gil")))
        .run();
  }

  @Test
  void undo_withdraws_the_answer_and_asks_again() throws IOException {
    Script script = new Script("words", "4", "u", "words", "1", "q");
    session(script, Lang.EN, Mode.SESSION, List.of(card("th-zombie"), card("th-join"))).run();
    Schedule.State state =
        new Schedule(Optional.empty())
            .replay(ReviewLog.in(folder.resolve("log.jsonl")).reviews())
            .get("th-zombie");
    assertEquals(1, state.answers());
    assertEquals(Schedule.Stage.LEARNING, state.stage());
  }

  @Test
  void undo_at_the_mark_asks_the_same_question_again() throws IOException {
    Script script = new Script("words", "u", "other words", "3", "q");
    session(script, Lang.EN, Mode.SESSION, List.of(card("th-zombie"), card("th-join"))).run();
    List<Review> log = ReviewLog.in(folder.resolve("log.jsonl")).reviews();
    assertEquals(List.of("th-zombie"), log.stream().map(Review::question).toList());
    assertEquals(Review.Event.ANSWER, log.get(0).event());
  }

  @Test
  void undo_returns_to_a_question_that_was_skipped() throws IOException {
    Script script = new Script("s", "u", "words", "3", "q");
    session(script, Lang.EN, Mode.SESSION, List.of(card("th-zombie"), card("th-join"))).run();
    List<Review> log = ReviewLog.in(folder.resolve("log.jsonl")).reviews();
    assertEquals(List.of("th-zombie"), log.stream().map(Review::question).toList());
  }

  @Test
  void the_proposed_mark_is_told_before_it_is_asked_for() throws IOException {
    Script script = new Script("h", Deck.shipped().card("th-zombie").orElseThrow().brief().en());
    session(script, Lang.EN, Mode.SESSION, List.of(card("th-zombie"))).run();
    assertTrue(script.said.toString().contains("Proposed mark: hard."), script.said.toString());
  }

  @Test
  void a_hint_costs_the_good_mark() throws IOException {
    Card card = Deck.shipped().card("th-zombie").orElseThrow();
    Script script = new Script("h", card.brief().en(), "q");
    session(script, Lang.EN, Mode.SESSION, List.of(card("th-zombie"))).run();
    assertEquals(Rating.HARD, ReviewLog.in(folder.resolve("log.jsonl")).reviews().get(0).rating());
  }

  @ParameterizedTest
  @EnumSource(Lang.class)
  void a_mock_interview_gives_no_feedback_before_the_score_sheet(Lang lang) throws IOException {
    Practice practice = Practice.open(Deck.shipped(), settings(lang, Mode.MOCK), () -> NOW, folder);
    Script script = new Script("words", "words", "1", "words", "1", "1", "18x", "words", "q");
    String sheet =
        practice
            .hold(script, WorkbenchTest.ADVISOR, WorkbenchTest.HOST, Practice.shippedProfiles())
            .orElseThrow();
    String model = Phrases.shipped().of("model.brief", lang, "");
    assertTrue(!script.said.toString().contains(model), script.said.toString());
    assertTrue(sheet.contains(model));
    for (Angle angle : Angle.values()) {
      assertTrue(sheet.contains(Phrases.shipped().of("angle." + angle.word(), lang)), sheet);
    }
  }

  @Test
  void the_score_sheet_shows_what_was_said_and_counts_what_was_passed() throws IOException {
    Practice practice =
        Practice.open(Deck.shipped(), settings(Lang.EN, Mode.MOCK), () -> NOW, folder);
    String sheet =
        practice
            .hold(
                new Script("I would isolate it.", "s", "q"),
                WorkbenchTest.ADVISOR,
                WorkbenchTest.HOST,
                Practice.shippedProfiles())
            .orElseThrow();
    assertTrue(sheet.contains("You said: I would isolate it."), sheet);
    assertTrue(sheet.contains("You gave no answer."), sheet);
    assertEquals(2, ReviewLog.in(folder.resolve("log.jsonl")).reviews().size());
  }

  @Test
  void a_fresh_start_can_be_taken_back() throws IOException {
    Settings settings = settings(Lang.EN, Mode.SESSION);
    Practice practice = Practice.open(Deck.shipped(), settings, () -> NOW, folder);
    practice.hold(
        new Script("words", "4", "q"), WorkbenchTest.ADVISOR, WorkbenchTest.HOST, List.of());
    String asked = ReviewLog.in(folder.resolve("log.jsonl")).reviews().get(0).question();
    InstantSource later = () -> NOW.plusSeconds(60);
    Practice again = Practice.open(Deck.shipped(), settings, later, folder);
    assertTrue(again.reset(asked).isPresent());
    assertTrue(again.statsText().contains("0 of"), again.statsText());
    assertEquals(Optional.of(asked), again.undo());
    assertTrue(again.statsText().contains("1 of"), again.statsText());
    assertEquals(Optional.of(asked), again.undo());
    assertTrue(again.statsText().contains("answers: 0\n"), again.statsText());
    assertEquals(Optional.empty(), again.undo());
    assertEquals("card_id,review_time,review_rating\n", again.fsrsLog());
  }

  @Test
  void practice_twice_with_one_seed_and_one_script_leaves_one_log() throws IOException {
    List<String> logs = new ArrayList<>();
    for (String run : List.of("a", "b")) {
      Practice practice =
          Practice.open(
              Deck.shipped(), settings(Lang.EN, Mode.SESSION), () -> NOW, folder.resolve(run));
      practice.hold(
          new Script("words", "3", "words", "2", "q"),
          WorkbenchTest.ADVISOR,
          WorkbenchTest.HOST,
          List.of());
      logs.add(Files.readString(folder.resolve(run).resolve("log.jsonl")));
    }
    assertEquals(logs.get(0), logs.get(1));
  }

  @Test
  void anki_text_begins_with_its_headers_and_every_line_with_our_id() throws IOException {
    Practice practice =
        Practice.open(Deck.shipped(), settings(Lang.ZH, Mode.SESSION), () -> NOW, folder);
    List<String> lines = practice.anki().lines().toList();
    assertEquals("#separator:Tab", lines.get(0));
    List<String> notes = lines.stream().filter(l -> !l.startsWith("#")).toList();
    assertEquals(Deck.shipped().size(), notes.size());
    notes.forEach(
        note -> {
          assertEquals(6, note.split("\t", -1).length, note);
          assertTrue(note.matches("(?s)[a-z0-9-]+-zh\t.*"), note);
        });
  }

  @Test
  void there_are_cards_enough_of_every_group_and_angle() {
    Deck deck = Deck.shipped();
    assertTrue(deck.size() >= 120, deck.size() + " cards");
    for (Group group : Group.values()) {
      long least =
          switch (group) {
            case DECISION -> 30;
            case PERFORMANCE -> 25;
            case THEORY -> 50;
            case EXPERIENCE -> 15;
          };
      long cards = deck.cards().stream().filter(c -> c.group() == group).count();
      assertTrue(cards >= least, cards + " cards of " + group.word());
    }
    for (Angle angle : Angle.values()) {
      assertTrue(deck.cards().stream().anyMatch(c -> c.angles().contains(angle)), angle.word());
    }
  }

  private static void golden(String name, String said) throws IOException {
    Path file = Path.of("src/test/resources/practice", name);
    if ("write".equals(System.getProperty("practice.golden"))) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, said);
    }
    assertEquals(Files.readString(file, StandardCharsets.UTF_8), said);
  }
}
