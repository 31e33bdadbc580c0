package dev.advise.practice;

import dev.advise.facts.FieldType;
import dev.advise.facts.Flip;
import dev.advise.facts.Recommendation;
import dev.advise.practice.Remark.Sort;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** At what value of a number does the model change? The rules found it by bisection. */
record BoundaryQuestion(Recommendation advice, Flip flip, ModelReply reply, Phrases phrases)
    implements Question {

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
  public Optional<String> exhibit(Lang lang) {
    return Optional.of(ProfileText.of(advice.profile()));
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

  @Override
  public Optional<String> hint(int number, Lang lang) {
    String key = "boundary.hint." + number;
    return phrases.has(key) ? Optional.of(phrases.of(key, lang)) : Optional.empty();
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
    String model =
        flip.model()
            .map(m -> phrases.of("choice." + m.word(), lang))
            .orElse(phrases.of("choice.none", lang));
    return Assessment.of(
        rating,
        new Remark(
            rating.compareTo(Rating.GOOD) >= 0 ? Sort.RIGHT : Sort.MISSED,
            phrases.of(
                "boundary.truth",
                lang,
                flip.field().path(),
                ProfileText.value(flip.field(), flip.to()),
                model)));
  }

  @Override
  public String brief(Lang lang) {
    return reply.brief(advice, lang);
  }

  @Override
  public String detail(Lang lang) {
    return reply.detail(advice, lang);
  }

  @Override
  public List<String> why(Lang lang) {
    return reply.why(advice, lang);
  }
}
