package dev.advise.practice;

import dev.advise.facts.FieldType;
import dev.advise.facts.Flip;
import dev.advise.facts.Recommendation;
import dev.advise.practice.Remark.Sort;
import java.util.Optional;
import java.util.Set;

/** At what value of a number does the model change? The rules found it by bisection. */
record BoundaryQuestion(Recommendation advice, Flip flip, ModelReply reply, Phrases phrases)
    implements AdviceQuestion {

  @Override
  public String id() {
    return "boundary:" + advice.profile().name() + ":" + flip.field().path();
  }

  @Override
  public Kind kind() {
    return Kind.BOUNDARY;
  }

  @Override
  public Group group() {
    return Group.PERFORMANCE;
  }

  @Override
  public Set<Angle> angles() {
    return Set.of(Angle.CONCURRENCY, Angle.OVERHEAD_AND_PERFORMANCE);
  }

  @Override
  public String ask(Lang lang) {
    boolean up = ((Number) flip.to()).doubleValue() > ((Number) flip.from()).doubleValue();
    return phrases.of(
        up ? "boundary.up" : "boundary.down",
        lang,
        Choice.of(advice).name(phrases).in(lang),
        flip.field().path(),
        ProfileText.value(flip.field(), flip.from()));
  }

  private String unit() {
    FieldType type = flip.field().type();
    return type instanceof FieldType.Duration
        ? "s"
        : type instanceof FieldType.Bytes ? "bytes" : "";
  }

  @Override
  public Optional<String> refuse(String answer, Lang lang) {
    return Guess.parse(answer, unit()).isPresent()
        ? Optional.empty()
        : Optional.of(phrases.of("guess.refused." + (unit().isEmpty() ? "plain" : unit()), lang));
  }

  @Override
  public Assessment assess(String answer, Lang lang, boolean quick) {
    double truth = ((Number) flip.to()).doubleValue();
    Rating rating = Guess.rate(Guess.parse(answer, unit()).orElseThrow(), truth);
    return Assessment.of(rating, new Remark(Sort.of(rating), truth(lang)));
  }

  /** The key, in words. */
  String truth(Lang lang) {
    return phrases.of(
        "boundary.truth",
        lang,
        flip.field().path(),
        ProfileText.value(flip.field(), flip.to()),
        flip.model()
            .map(m -> phrases.of("choice." + m.word(), lang))
            .orElse(phrases.of("choice.none", lang)));
  }

  /** Whoever only looks must see the number too. */
  @Override
  public String brief(Lang lang) {
    return truth(lang) + phrases.of("sentence.gap", lang) + AdviceQuestion.super.brief(lang);
  }
}
