package dev.advise.practice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Proves every card: complete in both languages, its model replies earn full marks, its wrong
 * samples are caught, and never does Good go to the keywords of its own reply thrown together, to
 * its reply denied, or to its question and hints given back.
 */
public final class Lint {

  private static final Pattern IDEOGRAPH = Pattern.compile("\\p{IsHan}");
  private static final int HINTS = 3;

  private final Marker marker = new Marker(Synonyms.none());
  private final Set<String> claims;

  private Lint(Collection<String> claims) {
    this.claims = new HashSet<>(claims);
  }

  /** All that is wrong with a deck, by file and line. */
  public static List<CardProblem> of(Deck deck, Collection<String> claims) {
    Lint lint = new Lint(claims);
    Set<CardProblem> problems = new TreeSet<>(deck.problems());
    deck.cards()
        .forEach(card -> lint.check(card).forEach(m -> problems.add(CardProblem.of(card, m))));
    return List.copyOf(problems);
  }

  private List<String> check(Card card) {
    List<String> wrong = new ArrayList<>();
    if (!card.id().matches("[a-z0-9]+(?:-[a-z0-9]+)*")) {
      wrong.add("an id is lower-case words and digits with dashes");
    }
    if (card.angles().isEmpty()) {
      wrong.add("it names no angle");
    }
    if (card.hints().size() != HINTS) {
      wrong.add("it has " + card.hints().size() + " hints, not " + HINTS);
    }
    if (card.sources().isEmpty()) {
      wrong.add("it cites nothing");
    }
    card.claims().stream()
        .filter(claim -> !claims.contains(claim))
        .forEach(claim -> wrong.add("there is no claim " + claim));
    texts(card).stream()
        .filter(t -> !IDEOGRAPH.matcher(t.zh()).find() || IDEOGRAPH.matcher(t.en()).find())
        .forEach(t -> wrong.add("the languages are mixed up: " + t));
    if (card.kind() == Kind.CRITIQUE) {
      critique(card, wrong);
    } else if (card.kind().isWords()) {
      words(card, wrong);
    } else {
      wrong.add("the key of " + card.kind().word() + " is computed, never authored");
    }
    return wrong;
  }

  private static List<Text> texts(Card card) {
    List<Text> texts = new ArrayList<>(List.of(card.ask(), card.brief()));
    texts.addAll(card.hints());
    texts.addAll(card.detail());
    card.misconceptions().forEach(m -> texts.addAll(List.of(m.sample(), m.reply())));
    card.statements().forEach(s -> texts.addAll(List.of(s.says(), s.why())));
    return texts;
  }

  private static void critique(Card card, List<String> wrong) {
    long faults = card.statements().stream().filter(Statement::faulty).count();
    if (card.statements().size() < 4 || faults < 2 || faults == card.statements().size()) {
      wrong.add("a critique has at least four statements, two of them faulty and one sound");
    }
  }

  private void words(Card card, List<String> wrong) {
    long musts = card.concepts().stream().filter(Concept::must).count();
    if (card.concepts().size() < 3 || musts < 2) {
      wrong.add("it has fewer than three concepts, or fewer than two that an answer must bring");
    }
    for (Lang lang : Lang.values()) {
      replies(card, lang, wrong);
      card.misconceptions().stream()
          .filter(m -> !marker.mark(card, m.sample().in(lang)).struck().contains(m))
          .forEach(
              m -> wrong.add(lang.word() + ": the wrong sample passes: " + m.sample().in(lang)));
      card.concepts().stream()
          .filter(c -> c.in(lang).matcher("").find())
          .forEach(
              c ->
                  wrong.add(
                      lang.word() + ": the pattern of " + c.name().en() + " matches nothing"));
    }
  }

  private void replies(Card card, Lang lang, List<String> wrong) {
    String brief = card.brief().in(lang);
    String whole =
        brief
            + "\n"
            + card.detail().stream().map(t -> t.in(lang)).collect(Collectors.joining("\n"));
    Marking onBrief = marker.mark(card, brief);
    Marking onWhole = marker.mark(card, whole);
    if (onBrief.rating(false).compareTo(Rating.GOOD) < 0 && card.kind() != Kind.DETAIL) {
      wrong.add(lang.word() + ": the short reply earns no Good: " + lacks(onBrief, true));
    }
    Rating full = card.kind() == Kind.DETAIL ? onWhole.detailRating(true) : onWhole.rating(true);
    if (full.compareTo(card.kind() == Kind.DETAIL ? Rating.GOOD : Rating.EASY) < 0
        || onWhole.coverage() < 1) {
      wrong.add(lang.word() + ": the whole reply earns no full marks: " + lacks(onWhole, false));
    }
    onlyThisLanguage(card, lang, whole, wrong);
    String given =
        Stream.concat(Stream.of(card.ask()), card.hints().stream())
            .map(t -> t.in(lang))
            .collect(Collectors.joining(" "));
    neverGood(card, lang, "its question and hints", given, wrong);
    String denied = (lang == Lang.ZH ? "以下说法是错的：" : "The following is wrong: ") + whole;
    neverGood(card, lang, "its reply, denied,", denied, wrong);
    for (String glue : List.of(" ", ", ", lang == Lang.ZH ? "，因为" : ", because ")) {
      neverGood(card, lang, "its keywords alone", salad(card, lang, whole, glue), wrong);
    }
  }

  private void neverGood(Card card, Lang lang, String what, String answer, List<String> wrong) {
    if (marker.mark(card, answer).rating(true).compareTo(Rating.GOOD) >= 0) {
      wrong.add(lang.word() + ": " + what + " earn Good: " + answer);
    }
  }

  /** Each language's patterns find their own reply, without the other's help. */
  private static void onlyThisLanguage(Card card, Lang lang, String whole, List<String> wrong) {
    Answer answer = Answer.of(whole);
    card.concepts().stream()
        .filter(c -> answer.hit(c.in(lang)).isEmpty())
        .forEach(c -> wrong.add(lang.word() + ": the reply does not bring " + c.name().en()));
  }

  private static String lacks(Marking marking, boolean mustsOnly) {
    String concepts =
        marking.concepts().stream()
            .filter(s -> s.concept().must() || !mustsOnly)
            .filter(s -> s.credit() != Marking.Credit.LINKED)
            .map(s -> s.concept().name().en() + " " + s.credit())
            .collect(Collectors.joining(", "));
    String struck =
        marking.struck().stream().map(m -> m.sample().en()).collect(Collectors.joining(", "));
    return concepts
        + (struck.isEmpty() ? "" : " misconceptions: " + struck)
        + (marking.bare() ? " bare" : "")
        + (mustsOnly ? "" : " bands " + marking.bands());
  }

  /** The keywords of a reply thrown together. */
  static String salad(Card card, Lang lang, String reply, String glue) {
    String text = Answer.of(reply).text();
    return card.concepts().stream()
        .map(c -> c.in(lang).matcher(text))
        .filter(Matcher::find)
        .map(m -> ends(m.group(), lang == Lang.ZH ? 4 : 12))
        .collect(Collectors.joining(glue));
  }

  /** The keywords of a long match, which stand at its ends. */
  private static String ends(String match, int length) {
    return match.length() <= 2 * length
        ? match
        : match.substring(0, length) + " " + match.substring(match.length() - length);
  }
}
