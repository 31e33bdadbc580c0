package dev.advise.practice;

import dev.advise.practice.Prompt.Key;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A session: asks, listens, marks, shows, and writes every answer down before it goes on. Quitting,
 * or being killed, loses nothing that was rated.
 */
final class Session {

  /** What a question is worth; a mark of Easy is for those who need less. */
  private static final Duration QUICK = Duration.ofMinutes(3);

  private final Dialogue dialogue;
  private final Phrases phrases;
  private final Settings settings;
  private final ReviewLog log;
  private final Synonyms synonyms;
  private final InstantSource clock;

  private final Deque<Question> ahead;
  private final Deque<Question> again = new ArrayDeque<>();
  private final List<Answered> answered = new ArrayList<>();
  private final Set<String> repeated = new HashSet<>();

  /** What was shown last: the questions of a chain share a profile, which is shown once. */
  private Optional<String> shown = Optional.empty();

  /** A question that was answered and rated. */
  record Answered(Question question, Assessment assessment, Review review) {}

  private enum Next {
    GO_ON,
    STEP_BACK,
    STOP
  }

  Session(
      Dialogue dialogue,
      Phrases phrases,
      Settings settings,
      ReviewLog log,
      Synonyms synonyms,
      InstantSource clock,
      List<Question> questions) {
    this.dialogue = dialogue;
    this.phrases = phrases;
    this.settings = settings;
    this.log = log;
    this.synonyms = synonyms;
    this.clock = clock;
    this.ahead = new ArrayDeque<>(questions);
  }

  /** Holds the session; what was answered and still stands, in order. */
  List<Answered> run() throws IOException {
    Instant end = clock.instant().plus(settings.time());
    while (clock.instant().isBefore(end)) {
      Question question = ahead.isEmpty() ? again.poll() : ahead.poll();
      if (question == null) {
        break;
      }
      Next next = one(question);
      if (next == Next.STOP) {
        break;
      }
      if (next == Next.STEP_BACK) {
        stepBack(question);
      }
    }
    return List.copyOf(answered);
  }

  /** The last answer is withdrawn and its question asked again. */
  private void stepBack(Question current) throws IOException {
    ahead.push(current);
    if (answered.isEmpty()) {
      say(Tone.FAINT, "undo.nothing");
      return;
    }
    Answered last = answered.remove(answered.size() - 1);
    log.add(last.review().undone(clock.instant()));
    again.removeIf(q -> q.id().equals(last.question().id()));
    ahead.push(last.question());
    say(Tone.FAINT, "undo.done");
  }

  private Next one(Question question) throws IOException {
    show(question);
    Instant asked = clock.instant();
    int hints = 0;
    while (true) {
      Reply reply = dialogue.ask(questionPrompt(question));
      if (reply instanceof Reply.End) {
        return Next.STOP;
      }
      if (reply instanceof Reply.Command command) {
        switch (command.key()) {
          case 'q' -> {
            return Next.STOP;
          }
          case 's' -> {
            return Next.GO_ON;
          }
          case 'u' -> {
            return Next.STEP_BACK;
          }
          case 'h' -> hint(question, hints++);
          default -> {
            return settle(question, "", hints, asked);
          }
        }
        continue;
      }
      String text = ((Reply.Answer) reply).text();
      Optional<String> refused = refused(question, text);
      if (refused.isEmpty()) {
        return settle(question, text, hints, asked);
      }
      dialogue.say(Tone.WRONG, refused.get());
    }
  }

  private Optional<String> refused(Question question, String text) {
    boolean wrongKey =
        question.form() == Prompt.Form.CHOICE
            && !(text.length() == 1 && questionPrompt(question).isChoice(text.charAt(0)));
    return wrongKey
        ? Optional.of(phrases.of("choose.refused", settings.lang()))
        : question.refuse(text, settings.lang());
  }

  private void show(Question question) {
    dialogue.say(
        Tone.TITLE,
        phrases.of(
            "title",
            settings.lang(),
            answered.size() + 1,
            phrases.of("group." + question.group().word(), settings.lang()),
            phrases.of("kind." + question.kind().word(), settings.lang())));
    Optional<String> exhibit = question.exhibit(settings.lang());
    if (!exhibit.equals(shown)) {
      exhibit.ifPresent(
          e -> dialogue.say(question.kind() == Kind.CRITIQUE ? Tone.PLAIN : Tone.VERBATIM, e));
    }
    shown = exhibit;
    dialogue.say(Tone.QUESTION, question.ask(settings.lang()));
  }

  private void hint(Question question, int number) {
    Optional<String> hint = question.hint(number, settings.lang());
    dialogue.say(
        Tone.FAINT,
        hint.map(h -> phrases.of("hint.given", settings.lang(), number + 1, h))
            .orElse(phrases.of("hint.none", settings.lang())));
  }

  private boolean isMock() {
    return settings.mode() == Mode.MOCK;
  }

  /** Marks, shows, lets the learner rate, and writes down. An empty answer is a reveal. */
  private Next settle(Question question, String text, int hints, Instant asked) throws IOException {
    Instant now = clock.instant();
    Duration took = Duration.between(asked, now);
    Assessment assessment = assess(question, text, hints, took);
    if (isMock()) {
      write(question, assessment, assessment.rating(), took, now);
      say(Tone.FAINT, "mock.noted");
      return Next.GO_ON;
    }
    feedback(question, assessment);
    Rating proposed = assessment.rating();
    boolean explained = false;
    while (true) {
      Reply reply = dialogue.ask(ratingPrompt(proposed, assessment));
      if (reply instanceof Reply.End) {
        write(question, assessment, proposed, took, now);
        return Next.STOP;
      }
      char key =
          reply instanceof Reply.Command command
              ? command.key()
              : firstOr(((Reply.Answer) reply).text(), (char) ('0' + proposed.grade()));
      switch (key) {
        case 'q' -> {
          write(question, assessment, proposed, took, now);
          return Next.STOP;
        }
        case 'u' -> {
          return Next.STEP_BACK;
        }
        case '?' -> question.why(settings.lang()).forEach(line -> dialogue.say(Tone.FAINT, line));
        case 'd' -> dialogue.say(Tone.PLAIN, question.detail(settings.lang()));
        case 'o' -> {
          if (!explained) {
            proposed = override(question, assessment, proposed);
            explained = true;
          }
        }
        case '1', '2', '3', '4' -> {
          write(question, assessment, Rating.ofGrade(key - '0'), took, now);
          return Next.GO_ON;
        }
        default -> say(Tone.WRONG, "rate.refused");
      }
    }
  }

  private static char firstOr(String text, char fallback) {
    return text.isEmpty() ? fallback : text.charAt(0);
  }

  private Assessment assess(Question question, String text, int hints, Duration took) {
    if (text.isBlank() && question.form() != Prompt.Form.WORDS) {
      return Assessment.of(Rating.AGAIN);
    }
    Assessment assessment = question.assess(text, settings.lang(), took.compareTo(QUICK) <= 0);
    return hints == 0
        ? assessment
        : new Assessment(
            assessment.rating().atMost(Rating.HARD), assessment.remarks(), assessment.marking());
  }

  private void feedback(Question question, Assessment assessment) {
    for (Remark remark : assessment.remarks()) {
      Tone tone =
          switch (remark.sort()) {
            case RIGHT -> Tone.RIGHT;
            case HALF -> Tone.HALF;
            case MISSED, WRONG -> Tone.WRONG;
            case NOTE -> Tone.PLAIN;
          };
      dialogue.say(tone, remark.sort().sign() + " " + remark.text());
    }
    dialogue.say(
        Tone.PLAIN, phrases.of("model.brief", settings.lang(), question.brief(settings.lang())));
  }

  /** The learner was right in other words: the phrase is learned, and nothing is missing. */
  private Rating override(Question question, Assessment assessment, Rating proposed)
      throws IOException {
    List<Concept> missed =
        assessment.marking().stream()
            .flatMap(m -> m.concepts().stream())
            .filter(s -> s.credit() == Marking.Credit.MISSED)
            .map(Marking.Seen::concept)
            .toList();
    for (Concept concept : missed) {
      Reply reply =
          dialogue.ask(
              new Prompt(
                  Prompt.Form.LINE,
                  List.of(),
                  List.of(
                      new Key('n', phrases.of("override.no", settings.lang())),
                      new Key(
                          'w',
                          phrases.of(
                              "override.which",
                              settings.lang(),
                              concept.name().in(settings.lang())))),
                  'n'));
      if (reply instanceof Reply.Answer answer && question.card().isPresent()) {
        synonyms.learn(question.id(), concept.name().en(), answer.text());
      }
    }
    Rating raised = Rating.GOOD.compareTo(proposed) > 0 ? Rating.GOOD : proposed;
    dialogue.say(
        Tone.FAINT,
        phrases.of(
            "override.done",
            settings.lang(),
            phrases.of("rate." + raised.word(), settings.lang())));
    return raised;
  }

  private void write(
      Question question, Assessment assessment, Rating rating, Duration took, Instant now)
      throws IOException {
    Review review =
        new Review(
            now,
            Review.Event.ANSWER,
            question.id(),
            question.card().map(Card::rev).orElse(1),
            question.kind(),
            question.group(),
            settings.mode().word(),
            rating,
            assessment.rating(),
            took.toMillis(),
            Optional.empty());
    log.add(review);
    answered.add(new Answered(question, assessment, review));
    boolean once = !isMock() && question.card().isPresent() && repeated.add(question.id());
    if (rating == Rating.AGAIN && once) {
      again.add(question);
    }
  }

  private Prompt questionPrompt(Question question) {
    List<Key> commands = new ArrayList<>();
    if (question.form() != Prompt.Form.CHOICE) {
      commands.add(key('\n', question.form() == Prompt.Form.WORDS ? "key.answer" : "key.number"));
    }
    if (!isMock()) {
      commands.add(key('r', "key.reveal"));
      commands.add(key('h', "key.hint"));
      commands.add(key('u', "key.undo"));
    }
    commands.add(key('s', "key.skip"));
    commands.add(key('q', "key.quit"));
    return new Prompt(question.form(), question.choices(settings.lang()), commands, (char) 0);
  }

  private Prompt ratingPrompt(Rating proposed, Assessment assessment) {
    List<Key> rates = new ArrayList<>();
    for (Rating rating : Rating.values()) {
      rates.add(key((char) ('0' + rating.grade()), "rate." + rating.word()));
    }
    List<Key> commands = new ArrayList<>(List.of(key('d', "key.detail"), key('?', "key.why")));
    if (assessment.marking().isPresent()) {
      commands.add(key('o', "key.override"));
    }
    commands.add(key('u', "key.undo"));
    commands.add(key('q', "key.quit"));
    return new Prompt(Prompt.Form.CHOICE, rates, commands, (char) ('0' + proposed.grade()));
  }

  private Key key(char key, String phrase) {
    return new Key(key, phrases.of(phrase, settings.lang()));
  }

  private void say(Tone tone, String phrase) {
    dialogue.say(tone, phrases.of(phrase, settings.lang()));
  }
}
