package dev.advise.practice;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
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

  /** So many turns in a row that bring no answer come from no learner, but from an endless pipe. */
  private static final int MOST_IDLE_TURNS = 100;

  private final Dialogue dialogue;
  private final Phrases phrases;
  private final Settings settings;
  private final ReviewLog log;
  private final Synonyms synonyms;
  private final InstantSource clock;
  private final Prompts prompts;

  private final Deque<Question> ahead;
  private final Deque<Question> again = new ArrayDeque<>();
  private final Deque<Step> steps = new ArrayDeque<>();
  private final Set<String> repeated = new HashSet<>();

  /** What was shown last: the questions of a chain share a profile, which is shown once. */
  private Optional<String> shown = Optional.empty();

  private int idleTurns;

  /**
   * A question that was answered and rated.
   *
   * @param said the answer, empty where none was given
   */
  record Answered(Question question, String said, Assessment assessment, Review review) {}

  /** A question that was left behind, answered or skipped. */
  private record Step(Question question, Optional<Answered> answered) {}

  private enum Next {
    GO_ON,
    ASK_AGAIN,
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
    this.prompts = new Prompts(phrases, settings.lang(), settings.mode() == Mode.MOCK);
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
      if (next == Next.ASK_AGAIN) {
        ahead.push(question);
      }
      if (next == Next.STEP_BACK) {
        stepBack(question);
      }
    }
    return answered();
  }

  private List<Answered> answered() {
    return steps.stream().flatMap(step -> step.answered().stream()).toList();
  }

  /** Back to the question before, whose answer is withdrawn if it had one. */
  private void stepBack(Question current) throws IOException {
    ahead.push(current);
    if (steps.isEmpty()) {
      say(Tone.FAINT, "undo.nothing");
      return;
    }
    Step last = steps.removeLast();
    ahead.push(last.question());
    if (last.answered().isEmpty()) {
      say(Tone.FAINT, "undo.skipped");
      return;
    }
    log.add(last.answered().get().review().undone(clock.instant()));
    again.removeIf(q -> q.id().equals(last.question().id()));
    repeated.remove(last.question().id());
    say(Tone.FAINT, "undo.done");
  }

  private Next one(Question question) throws IOException {
    show(question);
    Instant asked = clock.instant();
    int hints = 0;
    while (true) {
      Reply reply = listen(prompts.question(question));
      if (reply instanceof Reply.End) {
        return Next.STOP;
      }
      if (reply instanceof Reply.Command command) {
        switch (command.key()) {
          case 'q' -> {
            return Next.STOP;
          }
          case 's' -> {
            return skip(question, hints, asked);
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

  /** In an interview a question that is passed over counts as one that was not known. */
  private Next skip(Question question, int hints, Instant asked) throws IOException {
    if (isMock()) {
      return settle(question, "", hints, asked);
    }
    steps.addLast(new Step(question, Optional.empty()));
    return Next.GO_ON;
  }

  private Optional<String> refused(Question question, String text) {
    boolean wrongKey =
        question.form() == Prompt.Form.CHOICE
            && !(text.length() == 1 && prompts.question(question).isChoice(text.charAt(0)));
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
            answered().size() + 1,
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
      write(question, text, assessment, assessment.rating(), took, now);
      say(Tone.FAINT, "mock.noted");
      return Next.GO_ON;
    }
    feedback(question, assessment);
    Rating proposed = assessment.rating();
    boolean contestable = assessment.marking().isPresent();
    propose(proposed);
    while (true) {
      Reply reply = listen(prompts.rating(proposed, contestable));
      if (reply instanceof Reply.End) {
        write(question, text, assessment, proposed, took, now);
        return Next.STOP;
      }
      char key =
          reply instanceof Reply.Command command
              ? command.key()
              : firstOr(((Reply.Answer) reply).text(), (char) ('0' + proposed.grade()));
      switch (key) {
        case 'q' -> {
          write(question, text, assessment, proposed, took, now);
          return Next.STOP;
        }
        case 'u' -> {
          say(Tone.FAINT, "undo.again");
          return Next.ASK_AGAIN;
        }
        case '?' -> question.why(settings.lang()).forEach(line -> dialogue.say(Tone.FAINT, line));
        case 'd' -> dialogue.say(Tone.PLAIN, question.detail(settings.lang()));
        case 'o' -> {
          if (contestable) {
            proposed = override(question, assessment, proposed);
            contestable = false;
          }
        }
        case '1', '2', '3', '4' -> {
          write(question, text, assessment, Rating.ofGrade(key - '0'), took, now);
          return Next.GO_ON;
        }
        default -> say(Tone.WRONG, "rate.refused");
      }
    }
  }

  private void propose(Rating rating) {
    dialogue.say(
        Tone.FAINT,
        phrases.of(
            "rate.proposed",
            settings.lang(),
            phrases.of("rate." + rating.word(), settings.lang())));
  }

  /** What comes back, or the end where nothing that came back was taken for too long. */
  private Reply listen(Prompt prompt) {
    if (idleTurns == MOST_IDLE_TURNS) {
      dialogue.say(Tone.WRONG, phrases.of("end.idle", settings.lang(), MOST_IDLE_TURNS));
      return new Reply.End();
    }
    idleTurns++;
    return dialogue.ask(prompt);
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
      dialogue.say(
          Tone.PLAIN,
          phrases.of("override.which", settings.lang(), concept.name().in(settings.lang())));
      Reply reply = listen(prompts.words());
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
      Question question,
      String said,
      Assessment assessment,
      Rating rating,
      Duration took,
      Instant now)
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
    idleTurns = 0;
    steps.addLast(
        new Step(question, Optional.of(new Answered(question, said, assessment, review))));
    boolean once = !isMock() && question.card().isPresent() && repeated.add(question.id());
    if (rating == Rating.AGAIN && once) {
      again.add(question);
    }
  }

  private void say(Tone tone, String phrase) {
    dialogue.say(tone, phrases.of(phrase, settings.lang()));
  }
}
