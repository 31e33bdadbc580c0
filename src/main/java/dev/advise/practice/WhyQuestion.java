package dev.advise.practice;

import dev.advise.facts.Criterion;
import dev.advise.facts.Recommendation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why that model? Marked by whether the answer speaks to the criteria that decided: the rules say
 * which those are.
 */
record WhyQuestion(
    Recommendation advice,
    Map<Criterion, Concept> vocabulary,
    Marker marker,
    ModelReply reply,
    Phrases phrases)
    implements Question {

  @Override
  public String id() {
    return "why:" + advice.profile().name();
  }

  @Override
  public Kind kind() {
    return Kind.JUSTIFY;
  }

  @Override
  public Group group() {
    return Group.DECISION;
  }

  @Override
  public Set<Angle> angles() {
    return Set.of(Angle.values());
  }

  @Override
  public Optional<String> exhibit(Lang lang) {
    return Optional.of(ProfileText.of(advice.profile()));
  }

  @Override
  public String ask(Lang lang) {
    return phrases.of("why.ask", lang, Choice.of(advice).name(phrases).in(lang));
  }

  @Override
  public Optional<String> hint(int number, Lang lang) {
    String key = "choose.hint." + number;
    return phrases.has(key) ? Optional.of(phrases.of(key, lang)) : Optional.empty();
  }

  @Override
  public Assessment assess(String answer, Lang lang, boolean quick) {
    List<Criterion> deciding = reply.deciding(advice);
    List<Concept> concepts =
        deciding.stream().map(c -> weighed(vocabulary.get(c), c == deciding.get(0))).toList();
    Marking marking = marker.mark(id(), concepts, List.of(), answer);
    return new Assessment(
        marking.rating(quick),
        CardQuestion.remarks(marking, true, lang, phrases),
        Optional.of(marking));
  }

  private static Concept weighed(Concept concept, boolean must) {
    return new Concept(must, concept.name(), concept.en(), concept.zh());
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
