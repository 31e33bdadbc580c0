package dev.advise.practice;

import dev.advise.practice.Answer.Hit;
import dev.advise.practice.Marking.Credit;
import dev.advise.practice.Marking.Seen;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Marks answers in words by the concepts they bring. It proposes; the learner decides: a sound
 * answer in other words looks empty to it, and it says so rather than insist.
 */
final class Marker {

  private static final Pattern NUMBER_OR_MEASUREMENT =
      Pattern.compile("\\d|measur|benchmark|profil|per cent|times|测|倍|毫秒|微秒|百分");

  private static final Pattern CONDITION =
      Pattern.compile(
          "\\b(?:if|unless|when|until|once|otherwise|beyond|as long as|should)\\b"
              + "|如果|若|除非|一旦|否则|超过|只要|直到|当.{1,20}时|换成|的话");

  /** Five times what a model reply takes for each concept; a Chinese character counts three. */
  private static final int LETTERS_PER_CONCEPT = 700;

  private final Map<Angle, List<Pattern>> angles;
  private final Synonyms synonyms;

  Marker(Synonyms synonyms) {
    this.angles = anglePatterns();
    this.synonyms = synonyms;
  }

  private static Map<Angle, List<Pattern>> anglePatterns() {
    Map<?, ?> map = (Map<?, ?>) Plain.of(Plain.compose(Shipped.text("practice/angles.yaml")));
    Map<Angle, List<Pattern>> patterns = new EnumMap<>(Angle.class);
    for (Angle angle : Angle.values()) {
      Map<?, ?> both = (Map<?, ?>) map.get(angle.word());
      patterns.put(
          angle,
          Stream.of("en", "zh").map(l -> Pattern.compile(String.valueOf(both.get(l)))).toList());
    }
    return patterns;
  }

  /** Marks an answer against some concepts and misconceptions; either language will do. */
  Marking mark(
      String card, List<Concept> concepts, List<Misconception> misconceptions, Answer answer) {
    Map<Concept, Hit> hits = new LinkedHashMap<>();
    for (Concept concept : concepts) {
      patterns(card, concept)
          .flatMap(pattern -> answer.hit(pattern).stream())
          .findFirst()
          .ifPresent(hit -> hits.put(concept, hit));
    }
    List<Hit> keywords = new ArrayList<>(hits.values());
    List<Seen> seen =
        concepts.stream()
            .map(concept -> new Seen(concept, credit(answer, hits.get(concept), keywords)))
            .toList();
    List<Misconception> struck =
        misconceptions.stream()
            .filter(m -> Stream.of(m.en(), m.zh()).anyMatch(p -> !answer.hit(p).isEmpty()))
            .toList();
    boolean endless = answer.weight() > LETTERS_PER_CONCEPT * concepts.size();
    return new Marking(seen, struck, answer.isBare(keywords), endless, bands(answer));
  }

  /** Marks an answer to a card; what it only repeats of the card's own words earns nothing. */
  Marking mark(Card card, String raw) {
    Answer answer =
        Answer.of(raw)
            .without(
                Stream.concat(Stream.of(card.ask()), card.hints().stream())
                    .flatMap(text -> Stream.of(text.en(), text.zh()))
                    .toList());
    return mark(card.id(), card.concepts(), card.misconceptions(), answer);
  }

  private Stream<Pattern> patterns(String card, Concept concept) {
    return Stream.concat(
        Stream.of(concept.en(), concept.zh()), synonyms.patterns(card, concept.name().en()));
  }

  private static Credit credit(Answer answer, Hit hit, List<Hit> keywords) {
    if (hit == null) {
      return Credit.MISSED;
    }
    return answer.isLinked(hit, keywords) ? Credit.LINKED : Credit.MENTIONED;
  }

  /**
   * 0 not mentioned, 1 named, 2 reasoned, 3 reasoned with a number or a measurement and with the
   * condition under which it would be otherwise.
   */
  private Map<Angle, Integer> bands(Answer answer) {
    Map<Angle, Integer> bands = new EnumMap<>(Angle.class);
    angles.forEach((angle, patterns) -> bands.put(angle, band(answer, patterns)));
    return bands;
  }

  private static int band(Answer answer, List<Pattern> patterns) {
    List<Hit> hits = patterns.stream().flatMap(p -> answer.hit(p).stream()).toList();
    return hits.stream().mapToInt(hit -> band(answer, hit)).max().orElse(0);
  }

  private static int band(Answer answer, Hit hit) {
    if (!answer.isLinked(hit, List.of(hit)) || answer.isBare(List.of(hit, hit))) {
      return 1;
    }
    String around = answer.around(hit);
    boolean proven =
        NUMBER_OR_MEASUREMENT.matcher(around).find() && CONDITION.matcher(around).find();
    return proven ? 3 : 2;
  }
}
