package dev.advise.cli;

import dev.advise.advice.Advisor;
import dev.advise.advice.Ledger;
import dev.advise.facts.HostReport;
import dev.advise.facts.Printable;
import dev.advise.facts.Profile;
import dev.advise.facts.Word;
import dev.advise.practice.CardProblem;
import dev.advise.practice.Deck;
import dev.advise.practice.Lint;
import dev.advise.practice.Mode;
import dev.advise.practice.Practice;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Interview practice. */
@Command(
    name = "practice",
    sortOptions = false,
    header = "Practise the interview question, marked by the rules and by this host.",
    description = {
      "%nAsks what is due, then what is new; every answer is saved at once, so quit when you like.",
      "Over a pipe, or with --answers, each line is an answer or one of the keys.%n"
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  advise practice",
      "  advise practice --lang zh --until 2026-12-01",
      "  advise practice --mode mock --minutes 30 > sheet.md",
      "  advise practice --profile service.yaml --mode flip",
      "  advise practice stats"
    })
final class PracticeCommand implements Callable<Integer> {

  private final Shell shell;

  @Mixin private LearnerOptions learner;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "session",
      converter = ModeConverter.class,
      description = "session (the default), mock, cram, flip or estimate.")
  private Mode mode;

  @Option(names = "--cram", description = "The same as --mode cram: the shakiest first.")
  private boolean cram;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "12",
      description = "Ask no new question after so many minutes (default: 12).")
  private int minutes;

  @Option(
      names = "--new",
      paramLabel = "N",
      defaultValue = "5",
      description = "At most so many cards that were never asked (default: 5).")
  private int fresh;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Make the same questions again as with this number (default: new ones).")
  private Optional<Long> seed;

  @Mixin private Conversation conversation;
  @Mixin private MaterialOptions material;

  PracticeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    if (minutes < 1 || minutes > 600 || fresh < 0 || fresh > 1000) {
      throw Refusal.of("--minutes is 1 to 600 and --new is 0 to 1000");
    }
    Practice practice = open();
    Advisor advisor = Advisor.shipped();
    List<Profile> profiles = material.profiles(shell);
    HostReport host = material.host(shell, advisor, profiles);
    // A sheet that is piped away must not be mixed with the questions.
    boolean apart = mode() == Mode.MOCK;
    conversation
        .hold(shell, apart, dialogue -> practice.hold(dialogue, advisor, host, profiles))
        .ifPresent(shell.out()::print);
    return ExitStatus.FINE.code();
  }

  private Mode mode() {
    return cram ? Mode.CRAM : mode;
  }

  private Practice open() {
    OptionalLong made = seed.map(OptionalLong::of).orElse(OptionalLong.empty());
    return learner.open(shell, mode(), Duration.ofMinutes(minutes), fresh, made);
  }

  private int print(String text) {
    shell.out().print(text);
    return ExitStatus.FINE.code();
  }

  @Command(name = "due", header = "Tell which cards are due now.")
  int due() {
    return print(open().due());
  }

  @Command(name = "stats", header = "Tell the progress.")
  int stats(
      @Option(
              names = "--format",
              paramLabel = "FORMAT",
              defaultValue = "text",
              converter = StatsFormatConverter.class,
              description = "text (the default) or json.")
          StatsFormat format) {
    return print(format == StatsFormat.JSON ? open().statsJson() : open().statsText());
  }

  @Command(name = "why", header = "Tell all about one card: replies, claims, sources.")
  int why(@Parameters(paramLabel = "CARD") String card) {
    return print(open().why(card, Advisor.shipped()).orElseThrow(() -> unknown(card)));
  }

  @Command(
      name = "lint",
      header = "Prove the cards: both languages, patterns, model replies, wrong samples.")
  int lint() {
    Deck deck = learner.deck();
    List<CardProblem> problems = Lint.of(deck, List.copyOf(Ledger.shipped().claims().keySet()));
    if (problems.isEmpty()) {
      return print(deck.size() + " cards, nothing wrong\n");
    }
    throw Refusal.ofFile(LearnerOptions.text(problems));
  }

  @Command(name = "export", header = "Write the cards, or the answers, for other tools.")
  int export(
      @Option(names = "--anki", description = "Cards as text that Anki imports.") boolean anki,
      @Option(names = "--markdown", description = "Cards as Markdown.") boolean markdown,
      @Option(names = "--fsrs-log", description = "Answers as CSV for FSRS optimisers.")
          boolean fsrsLog) {
    if (Stream.of(anki, markdown, fsrsLog).filter(chosen -> chosen).count() != 1) {
      throw Refusal.of("export takes one of --anki, --markdown and --fsrs-log");
    }
    return print(anki ? open().anki() : markdown ? open().markdown() : open().fsrsLog());
  }

  @Command(name = "reset", header = "Begin a card anew.")
  int reset(@Parameters(paramLabel = "CARD") String card) {
    try {
      return print(open().reset(card).orElseThrow(() -> unknown(card)) + "\n");
    } catch (IOException e) {
      throw Refusal.of(e.getMessage());
    }
  }

  @Command(name = "undo", header = "Withdraw the last answer, or the last fresh start.")
  int undo() {
    try {
      return print(
          open().undo().orElseThrow(() -> Refusal.of("there is no answer to withdraw")) + "\n");
    } catch (IOException e) {
      throw Refusal.of(e.getMessage());
    }
  }

  private static Refusal unknown(String card) {
    return Refusal.of("no card is called " + Printable.oneLine(card));
  }

  /** How progress is told. */
  enum StatsFormat implements Word {
    TEXT,
    JSON
  }

  /** Reads the word of a format of progress. */
  static final class StatsFormatConverter implements ITypeConverter<StatsFormat> {

    @Override
    public StatsFormat convert(String word) {
      return Format.Words.parse(StatsFormat.class, word);
    }
  }

  /** Reads the word of a mode. */
  static final class ModeConverter implements ITypeConverter<Mode> {

    @Override
    public Mode convert(String word) {
      return Format.Words.parse(Mode.class, word);
    }
  }
}
