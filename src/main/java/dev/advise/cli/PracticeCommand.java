package dev.advise.cli;

import dev.advise.advice.Advisor;
import dev.advise.facts.Claim;
import dev.advise.facts.HostReport;
import dev.advise.facts.Printable;
import dev.advise.facts.Profile;
import dev.advise.facts.Word;
import dev.advise.practice.CardProblem;
import dev.advise.practice.Deck;
import dev.advise.practice.Dialogue;
import dev.advise.practice.Lang;
import dev.advise.practice.Lint;
import dev.advise.practice.Mode;
import dev.advise.practice.Practice;
import dev.advise.practice.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

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

  private static final int USUAL_COLUMNS = 80;

  private final Shell shell;

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      scope = ScopeType.INHERIT,
      converter = LangConverter.class,
      description = "en or zh (default: the locale's).")
  private Optional<Lang> lang;

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
      names = "--until",
      paramLabel = "DATE",
      scope = ScopeType.INHERIT,
      converter = DayOption.Day.class,
      description = "The day of the interview, e.g. 2026-12-01: nothing is put off beyond it.")
  private Optional<LocalDate> until;

  @Option(
      names = "--cards",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Ask the cards of this folder's *.yaml files too.")
  private Optional<Path> cards;

  @Option(
      names = "--answers",
      paramLabel = "FILE",
      description = "Take answers from this file, one a line, instead of asking.")
  private Optional<Path> answers;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Make the same questions again as with this number (default: new ones).")
  private Optional<Long> seed;

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
    Optional<String> sheet = hold(practice, advisor, host, profiles);
    sheet.ifPresent(shell.out()::print);
    return ExitStatus.FINE.code();
  }

  private Optional<String> hold(
      Practice practice, Advisor advisor, HostReport host, List<Profile> profiles) {
    boolean terminal =
        answers.isEmpty()
            && shell.terminals().in()
            && shell.terminals().out()
            && shell.canMoveTheCursor();
    try {
      if (terminal) {
        try (TerminalDialogue dialogue = TerminalDialogue.open(shell.mayColour())) {
          return practice.hold(dialogue, advisor, host, profiles);
        }
      }
      try (BufferedReader lines = lines()) {
        // A sheet that is piped away must not be mixed with the questions.
        boolean apart = mode() == Mode.MOCK;
        Dialogue dialogue = new PlainDialogue(lines, apart ? shell.err() : shell.out(), columns());
        return practice.hold(dialogue, advisor, host, profiles);
      }
    } catch (IOException e) {
      throw Refusal.of("practice cannot go on: " + e.getMessage());
    }
  }

  private BufferedReader lines() throws IOException {
    if (answers.isEmpty()) {
      return new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
    }
    if (!Files.isRegularFile(answers.get())) {
      throw Refusal.of(Printable.oneLine(answers.get().toString()) + " is no file of answers");
    }
    return Files.newBufferedReader(answers.get());
  }

  private int columns() {
    String told = shell.environment().getOrDefault("COLUMNS", "");
    return told.matches("[1-9]\\d{1,3}") ? Integer.parseInt(told) : USUAL_COLUMNS;
  }

  private Mode mode() {
    return cram ? Mode.CRAM : mode;
  }

  private Practice open() {
    LocalDate today = LocalDate.ofInstant(shell.clock().instant(), ZoneOffset.UTC);
    until
        .filter(day -> day.isBefore(today))
        .ifPresent(
            day -> {
              throw Refusal.of("--until " + day + " is past; name a day from " + today + " on");
            });
    Settings settings =
        new Settings(
            language(),
            mode(),
            Duration.ofMinutes(minutes),
            fresh,
            until,
            seed.map(OptionalLong::of).orElse(OptionalLong.empty()));
    Deck deck = deck();
    if (!deck.problems().isEmpty()) {
      throw Refusal.ofFile(text(deck.problems()));
    }
    try {
      return Practice.open(deck, settings, shell.clock(), folder());
    } catch (IOException e) {
      throw Refusal.of("the log of practice cannot be read: " + e.getMessage());
    }
  }

  private Lang language() {
    return lang.orElseGet(() -> Lang.ofEnvironment(shell.environment()));
  }

  private Deck deck() {
    if (cards.isEmpty()) {
      return Deck.shipped();
    }
    Map<String, byte[]> files = new HashMap<>();
    try (Stream<Path> found = Files.list(cards.get())) {
      for (Path file : found.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        files.put(Printable.oneLine(file.toString()), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw Refusal.of(Printable.oneLine(cards.get().toString()) + " is no folder of cards");
    }
    return Deck.shipped().with(Deck.of(files));
  }

  /**
   * Where the log is kept.
   *
   * @see "XDG Base Directory Specification 0.8: a relative path is to be ignored"
   */
  private Path folder() {
    Map<String, String> environment = shell.environment();
    return absolute(environment.get("XDG_DATA_HOME"))
        .or(() -> absolute(environment.get("HOME")).map(h -> h.resolve(".local/share")))
        .orElseThrow(() -> Refusal.of("neither XDG_DATA_HOME nor HOME says where to keep the log"))
        .resolve("advise")
        .resolve("practice");
  }

  private static Optional<Path> absolute(String path) {
    return Optional.ofNullable(path).filter(p -> p.startsWith("/")).map(Path::of);
  }

  private static String text(List<CardProblem> problems) {
    return problems.stream().map(CardProblem::text).collect(Collectors.joining("\n"));
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
    Deck deck = deck();
    List<CardProblem> problems =
        Lint.of(deck, Advisor.shipped().claims().stream().map(Claim::id).toList());
    if (problems.isEmpty()) {
      return print(deck.size() + " cards, nothing wrong\n");
    }
    throw Refusal.ofFile(text(problems));
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
      throw Refusal.of("the log of practice cannot be written: " + e.getMessage());
    }
  }

  @Command(name = "undo", header = "Withdraw the last answer, or the last fresh start.")
  int undo() {
    try {
      return print(
          open().undo().orElseThrow(() -> Refusal.of("there is no answer to withdraw")) + "\n");
    } catch (IOException e) {
      throw Refusal.of("the log of practice cannot be written: " + e.getMessage());
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

  /** Reads the word of a language. */
  static final class LangConverter implements ITypeConverter<Lang> {

    @Override
    public Lang convert(String word) {
      return Format.Words.parse(Lang.class, word);
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
