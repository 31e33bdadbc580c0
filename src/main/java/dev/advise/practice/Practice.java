package dev.advise.practice;

import dev.advise.advice.Advisor;
import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import dev.advise.profile.ProfileReader;
import dev.advise.profile.ProfileResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Practice, as the command line opens it. */
public final class Practice {

  private static final long MINUTES_A_DAY = 24 * 60;

  private final Deck deck;
  private final Phrases phrases;
  private final Settings settings;
  private final InstantSource clock;
  private final ReviewLog log;
  private final Synonyms synonyms;

  private Practice(
      Deck deck,
      Phrases phrases,
      Settings settings,
      InstantSource clock,
      ReviewLog log,
      Synonyms synonyms) {
    this.deck = deck;
    this.phrases = phrases;
    this.settings = settings;
    this.clock = clock;
    this.log = log;
    this.synonyms = synonyms;
  }

  /**
   * Opens practice.
   *
   * @param folder where the learner's log is kept; it need not exist yet
   * @throws IOException if the log is there and cannot be read
   */
  public static Practice open(Deck deck, Settings settings, InstantSource clock, Path folder)
      throws IOException {
    return new Practice(
        deck,
        Phrases.shipped(),
        settings,
        clock,
        ReviewLog.in(folder.resolve("log.jsonl")),
        Synonyms.in(folder.resolve("synonyms.jsonl")));
  }

  /**
   * The shipped example profiles that questions are made from. One that names its interpreter is
   * none of them: this host may not have it, and another would give another key.
   */
  public static List<Profile> shippedProfiles() {
    List<Profile> profiles = new ArrayList<>();
    Shipped.files("profiles", ".yaml")
        .forEach(
            (name, bytes) -> {
              if (ProfileReader.read(name, bytes) instanceof ProfileResult.Accepted accepted
                  && accepted.profile().platform().interpreter().isEmpty()) {
                profiles.add(accepted.profile());
              }
            });
    return profiles;
  }

  /**
   * Holds a session.
   *
   * @return the score sheet of a mock interview, as Markdown; empty in every other mode
   */
  public Optional<String> hold(
      Dialogue dialogue, Advisor advisor, HostReport host, List<Profile> profiles)
      throws IOException {
    Marker marker = new Marker(synonyms);
    Claims claims = Claims.of(advisor.claims());
    Workbench bench = new Workbench(advisor, host, profiles, marker, phrases, seed());
    List<Question> questions =
        agenda()
            .questions(
                bench, card -> new CardQuestion(card, marker, claims, phrases), clock.instant());
    if (questions.isEmpty()) {
      say(
          dialogue,
          Tone.PLAIN,
          settings.mode() == Mode.SESSION ? "end.nothing" : "end.no-questions");
    }
    List<Session.Answered> answers =
        new Session(dialogue, phrases, settings, log, synonyms, clock, questions).run();
    if (settings.mode() == Mode.MOCK) {
      return answers.isEmpty()
          ? Optional.empty()
          : Optional.of(new ScoreSheet(answers, phrases).markdown(settings.lang()));
    }
    farewell(dialogue, answers);
    return Optional.empty();
  }

  private void farewell(Dialogue dialogue, List<Session.Answered> answers) {
    Stats stats = stats();
    int due = agenda().due(clock.instant()).size();
    say(dialogue, Tone.TITLE, "end.title", answers.size(), due);
    OptionalLong next = stats.minutesToNext();
    if (next.isPresent()) {
      say(dialogue, Tone.PLAIN, "end.next", time(next.getAsLong()));
    }
    answers.stream()
        .filter(a -> a.question().card().isPresent())
        .min(Comparator.comparing(a -> a.review().rating()))
        .filter(a -> a.review().rating().compareTo(Rating.GOOD) < 0)
        .ifPresent(
            a ->
                say(
                    dialogue,
                    Tone.PLAIN,
                    "end.weakest",
                    phrases.of("group." + a.question().group().word(), settings.lang()),
                    a.question().id()));
  }

  private String time(long minutes) {
    return minutes < 60
        ? phrases.of("time.minutes", settings.lang(), Math.max(1, minutes))
        : minutes < MINUTES_A_DAY
            ? phrases.of("time.hours", settings.lang(), minutes / 60)
            : phrases.of("time.days", settings.lang(), minutes / MINUTES_A_DAY);
  }

  private void say(Dialogue dialogue, Tone tone, String phrase, Object... values) {
    dialogue.say(tone, phrases.of(phrase, settings.lang(), values));
  }

  private Agenda agenda() {
    Schedule schedule = new Schedule(settings.until());
    return new Agenda(deck, schedule.replay(log.reviews()), schedule, settings, seed());
  }

  /** With every answer the generated questions move on. */
  private long seed() {
    return settings.seed().orElseGet(() -> log.reviews().size());
  }

  private Stats stats() {
    return new Stats(
        deck, log.reviews(), new Schedule(settings.until()).replay(log.reviews()), clock.instant());
  }

  /** What is due now, one card a line with its recall, and how many cards are unseen. */
  public String due() {
    Agenda agenda = agenda();
    Instant now = clock.instant();
    StringBuilder text = new StringBuilder();
    for (Card card : agenda.due(now)) {
      long recall = Math.round(100 * agenda.states().get(card.id()).recall(now));
      text.append(
              phrases.of(
                  "due.row", settings.lang(), card.id(), recall, card.ask().in(settings.lang())))
          .append('\n');
    }
    return text.append(
            phrases.of(
                "due.total", settings.lang(), agenda.due(now).size(), agenda.unseen().size()))
        .append('\n')
        .toString();
  }

  /** Progress as a picture. */
  public String statsText() {
    return stats().text(settings.lang(), phrases);
  }

  /** Progress as JSON. */
  public String statsJson() {
    return stats().json();
  }

  /** All about one card: question, replies, claims in full, sources; empty for an unknown id. */
  public Optional<String> why(String id, Advisor advisor) {
    return deck.card(id).map(card -> why(card, advisor));
  }

  private String why(Card card, Advisor advisor) {
    Lang lang = settings.lang();
    StringBuilder text = new StringBuilder();
    text.append(card.ask().in(lang)).append("\n\n").append(card.brief().in(lang)).append("\n\n");
    text.append(card.detail(lang, phrases)).append("\n\n");
    Claims claims = Claims.of(advisor.claims());
    card.claims().forEach(c -> text.append(claims.line(c, lang, phrases)).append('\n'));
    card.misconceptions()
        .forEach(
            m ->
                text.append("! ")
                    .append(m.sample().in(lang))
                    .append("\n  ")
                    .append(m.reply().in(lang))
                    .append('\n'));
    card.sources().forEach(source -> text.append(source).append('\n'));
    return text.toString();
  }

  /** Begins a card anew, by one more line in the log; what to say of it, or empty for no card. */
  public Optional<String> reset(String id) throws IOException {
    Optional<Card> card = deck.card(id);
    if (card.isPresent()) {
      log.add(Review.reset(clock.instant(), card.get()));
    }
    return card.map(c -> phrases.of("reset.done", settings.lang(), c.id()));
  }

  /** Withdraws the last answer or fresh start that stands; its question, if there is one. */
  public Optional<String> undo() throws IOException {
    List<Review> standing = Review.standing(log.reviews());
    if (standing.isEmpty()) {
      return Optional.empty();
    }
    Review last = standing.get(standing.size() - 1);
    log.add(last.undone(clock.instant()));
    return Optional.of(last.question());
  }

  /** The cards as text that Anki imports. */
  public String anki() {
    return Export.anki(deck, settings.lang(), phrases);
  }

  /** The cards as Markdown. */
  public String markdown() {
    return Export.markdown(deck, settings.lang(), phrases);
  }

  /** The answers as CSV for the FSRS optimisers. */
  public String fsrsLog() {
    return Export.fsrs(log.reviews());
  }
}
