package dev.advise.practice;

import dev.advise.facts.Figures;
import dev.advise.laws.Digits;
import dev.advise.laws.Estimate;
import dev.advise.practice.Remark.Sort;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A number of this host, marked on a log scale. */
record EstimateQuestion(Measurable what, String runtime, Estimate truth, Phrases phrases)
    implements Question {

  @Override
  public String id() {
    return "estimate:" + runtime + ":" + what.id();
  }

  @Override
  public Kind kind() {
    return Kind.ESTIMATE;
  }

  @Override
  public Group group() {
    return Group.PERFORMANCE;
  }

  @Override
  public Set<Angle> angles() {
    return Set.of(Angle.OVERHEAD_AND_PERFORMANCE);
  }

  @Override
  public Optional<String> exhibit(Lang lang) {
    return Optional.empty();
  }

  @Override
  public String ask(Lang lang) {
    return what.ask().in(lang).replace("{0}", runtime)
        + phrases.of("sentence.gap", lang)
        + phrases.of("estimate.how." + what.unit(), lang);
  }

  @Override
  public Optional<String> hint(int number, Lang lang) {
    return switch (number) {
      case 0 -> Optional.of(phrases.of("estimate.hint.0", lang));
      case 1 -> Optional.of(phrases.of("estimate.hint.1", lang, magnitude()));
      default -> Optional.empty();
    };
  }

  /** The power of ten below the number. */
  private String magnitude() {
    return Figures.inUnit(what.unit(), Math.pow(10, Math.floor(Math.log10(truth.median()))));
  }

  @Override
  public Optional<String> refuse(String answer, Lang lang) {
    return Guess.parse(answer, what.unit()).isPresent()
        ? Optional.empty()
        : Optional.of(phrases.of("guess.refused." + what.unit(), lang));
  }

  @Override
  public Assessment assess(String answer, Lang lang, boolean quick) {
    double guess = Guess.parse(answer, what.unit()).orElseThrow();
    Rating rating = Guess.rate(guess, truth.median());
    double factor = Math.max(guess / truth.median(), truth.median() / guess);
    return Assessment.of(
        rating,
        new Remark(
            Sort.of(rating), phrases.of("estimate.off", lang, Figures.plain(Digits.two(factor)))));
  }

  @Override
  public String brief(Lang lang) {
    return what.told(truth, runtime, lang) + phrases.of("sentence.end", lang);
  }

  @Override
  public String detail(Lang lang) {
    return phrases.of(
        "estimate.interval",
        lang,
        Figures.inUnit(what.unit(), truth.lo()),
        Figures.inUnit(what.unit(), truth.hi()),
        String.join(" / ", what.quantities()));
  }

  @Override
  public List<String> why(Lang lang) {
    return what.quantities().stream()
        .map(q -> phrases.of("why.quantity", lang, q, runtime))
        .toList();
  }
}
