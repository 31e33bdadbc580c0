package dev.advise.practice;

import dev.advise.facts.Criterion;
import dev.advise.facts.Recommendation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    implements AdviceQuestion {

  @Override
  public String id() {
    return "why:" + advice.profile().name();
  }

  @Override
  public Kind kind() {
    return Kind.JUSTIFY;
  }

  @Override
  public String ask(Lang lang) {
    return phrases.of("why.ask", lang, Choice.of(advice).name(phrases).in(lang));
  }

  @Override
  public Assessment assess(String answer, Lang lang, boolean quick) {
    List<Criterion> deciding = reply.deciding(advice);
    List<Concept> concepts =
        deciding.stream().map(c -> weighed(vocabulary.get(c), c == deciding.get(0))).toList();
    Marking marking = marker.mark(id(), concepts, List.of(), Answer.of(answer));
    return new Assessment(
        marking.rating(quick),
        CardQuestion.remarks(marking, false, lang, phrases),
        Optional.of(marking));
  }

  private static Concept weighed(Concept concept, boolean must) {
    return new Concept(must, concept.name(), concept.en(), concept.zh());
  }
}
