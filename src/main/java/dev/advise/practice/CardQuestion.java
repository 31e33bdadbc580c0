package dev.advise.practice;

import dev.advise.practice.Marking.Credit;
import dev.advise.practice.Marking.Seen;
import dev.advise.practice.Remark.Sort;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An authored card. */
record CardQuestion(Card it, Marker marker, Claims claims, Phrases phrases) implements Question {

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  @Override
  public String id() {
    return it.id();
  }

  @Override
  public Kind kind() {
    return it.kind();
  }

  @Override
  public Group group() {
    return it.group();
  }

  @Override
  public Set<Angle> angles() {
    return it.angles();
  }

  @Override
  public Optional<Card> card() {
    return Optional.of(it);
  }

  @Override
  public Optional<String> exhibit(Lang lang) {
    if (it.kind() != Kind.CRITIQUE) {
      return Optional.empty();
    }
    return Optional.of(
        IntStream.range(0, it.statements().size())
            .mapToObj(i -> (i + 1) + ". " + it.statements().get(i).says().in(lang))
            .collect(Collectors.joining("\n")));
  }

  @Override
  public String ask(Lang lang) {
    return it.kind() == Kind.CRITIQUE
        ? it.ask().in(lang) + phrases.of("sentence.gap", lang) + phrases.of("critique.how", lang)
        : it.ask().in(lang);
  }

  @Override
  public Optional<String> hint(int number, Lang lang) {
    return number < it.hints().size()
        ? Optional.of(it.hints().get(number).in(lang))
        : Optional.empty();
  }

  @Override
  public Assessment assess(String answer, Lang lang, boolean quick) {
    return it.kind() == Kind.CRITIQUE ? critique(answer, lang) : words(answer, lang, quick);
  }

  private Assessment words(String answer, Lang lang, boolean quick) {
    Marking marking = marker.mark(it, answer);
    Rating rating = it.kind() == Kind.DETAIL ? marking.detailRating(quick) : marking.rating(quick);
    return new Assessment(
        rating, remarks(marking, it.kind() == Kind.DETAIL, lang, phrases), Optional.of(marking));
  }

  /**
   * What was brought, what was not, what is wrong; for long replies also how far from each angle.
   */
  static List<Remark> remarks(Marking marking, boolean bands, Lang lang, Phrases phrases) {
    List<Remark> remarks = new ArrayList<>();
    for (Seen seen : marking.concepts()) {
      Sort sort =
          seen.credit() == Credit.LINKED
              ? Sort.RIGHT
              : seen.credit() == Credit.MENTIONED ? Sort.HALF : Sort.MISSED;
      String key = seen.concept().must() ? "mark.must" : "mark.should";
      remarks.add(new Remark(sort, seen.concept().name().in(lang) + phrases.of(key, lang)));
    }
    marking.struck().forEach(m -> remarks.add(new Remark(Sort.WRONG, m.reply().in(lang))));
    if (marking.bare()) {
      remarks.add(new Remark(Sort.WRONG, phrases.of("mark.sentences", lang)));
    }
    if (marking.endless()) {
      remarks.add(new Remark(Sort.WRONG, phrases.of("mark.endless", lang)));
    }
    if (bands) {
      for (Angle angle : Angle.values()) {
        int band = marking.bands().get(angle);
        remarks.add(
            new Remark(
                band >= 2 ? Sort.RIGHT : band == 1 ? Sort.HALF : Sort.MISSED,
                phrases.of("angle." + angle.word(), lang)
                    + phrases.of("colon", lang)
                    + phrases.of("band." + band, lang)));
      }
    }
    return remarks;
  }

  private Assessment critique(String answer, Lang lang) {
    Set<Integer> named = new TreeSet<>();
    Matcher numbers = NUMBER.matcher(Answer.of(answer).text());
    while (numbers.find() && numbers.group().length() < 4) {
      named.add(Integer.parseInt(numbers.group()));
    }
    List<Remark> remarks = new ArrayList<>();
    int wrong = 0;
    for (int i = 0; i < it.statements().size(); i++) {
      Statement statement = it.statements().get(i);
      boolean right = named.contains(i + 1) == statement.faulty();
      wrong += right ? 0 : 1;
      remarks.add(
          new Remark(
              right ? Sort.RIGHT : Sort.MISSED,
              phrases.of(statement.faulty() ? "critique.faulty" : "critique.sound", lang, i + 1)
                  + statement.why().in(lang)));
    }
    Rating rating =
        switch (wrong) {
          case 0 -> Rating.EASY;
          case 1 -> Rating.HARD;
          default -> Rating.AGAIN;
        };
    return new Assessment(rating, remarks, Optional.empty());
  }

  @Override
  public String brief(Lang lang) {
    return it.brief().in(lang);
  }

  @Override
  public String detail(Lang lang) {
    return it.detail(lang, phrases);
  }

  @Override
  public List<String> why(Lang lang) {
    List<String> lines = new ArrayList<>();
    it.claims().forEach(claim -> lines.add(claims.line(claim, lang, phrases)));
    it.sources().forEach(source -> lines.add(phrases.of("why.source", lang, source)));
    return lines;
  }
}
