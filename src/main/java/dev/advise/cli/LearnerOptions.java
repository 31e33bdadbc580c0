package dev.advise.cli;

import dev.advise.facts.Printable;
import dev.advise.practice.CardProblem;
import dev.advise.practice.Deck;
import dev.advise.practice.Lang;
import dev.advise.practice.Mode;
import dev.advise.practice.Practice;
import dev.advise.practice.Settings;
import java.io.IOException;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Who practises: in which language, towards which day, with which cards, and with which log. */
final class LearnerOptions {

  @Option(
      names = "--lang",
      paramLabel = "LANG",
      scope = ScopeType.INHERIT,
      converter = LangConverter.class,
      description = "en or zh (default: the locale's).")
  private Optional<Lang> lang = Optional.empty();

  @Option(
      names = "--until",
      paramLabel = "DATE",
      scope = ScopeType.INHERIT,
      converter = DayOption.Day.class,
      description = "The day of the interview, e.g. 2026-12-01: nothing is put off beyond it.")
  private Optional<LocalDate> until = Optional.empty();

  @Option(
      names = "--cards",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Ask the cards of this folder's *.yaml files too.")
  private Optional<Path> cards = Optional.empty();

  /**
   * Opens this learner's practice.
   *
   * @throws Refusal if the day is past, or cards or the log cannot be read
   */
  Practice open(Shell shell, Mode mode, Duration time, int fresh, OptionalLong seed) {
    LocalDate today = LocalDate.ofInstant(shell.clock().instant(), ZoneOffset.UTC);
    until
        .filter(day -> day.isBefore(today))
        .ifPresent(
            day -> {
              throw Refusal.of("--until " + day + " is past; name a day from " + today + " on");
            });
    Lang language = lang.orElseGet(() -> Lang.ofEnvironment(shell.environment()));
    Deck deck = deck();
    if (!deck.problems().isEmpty()) {
      throw Refusal.ofFile(text(deck.problems()));
    }
    try {
      return Practice.open(
          deck,
          new Settings(language, mode, time, fresh, until, seed),
          shell.clock(),
          folder(shell.environment()));
    } catch (IOException e) {
      throw Refusal.of("the log of practice cannot be read: " + e.getMessage());
    }
  }

  /** The shipped cards and the learner's own, with whatever is wrong with them. */
  Deck deck() {
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

  /** What is wrong with cards, a line each. */
  static String text(List<CardProblem> problems) {
    return problems.stream().map(CardProblem::text).collect(Collectors.joining("\n"));
  }

  /**
   * Where the log is kept.
   *
   * @see "XDG Base Directory Specification 0.8: a relative path is to be ignored"
   */
  private static Path folder(Map<String, String> environment) {
    return absolute(environment.get("XDG_DATA_HOME"))
        .or(() -> absolute(environment.get("HOME")).map(h -> h.resolve(".local/share")))
        .orElseThrow(() -> Refusal.of("neither XDG_DATA_HOME nor HOME says where to keep the log"))
        .resolve("advise")
        .resolve("practice");
  }

  private static Optional<Path> absolute(String path) {
    return Optional.ofNullable(path).filter(p -> p.startsWith("/")).map(Path::of);
  }

  /** Reads the word of a language. */
  static final class LangConverter implements ITypeConverter<Lang> {

    @Override
    public Lang convert(String word) {
      return Format.Words.parse(Lang.class, word);
    }
  }
}
