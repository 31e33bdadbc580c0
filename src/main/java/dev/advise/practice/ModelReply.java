package dev.advise.practice;

import dev.advise.facts.Criterion;
import dev.advise.facts.Figures;
import dev.advise.facts.Flip;
import dev.advise.facts.HostReport;
import dev.advise.facts.Model;
import dev.advise.facts.Recommendation;
import dev.advise.facts.RuleCard;
import dev.advise.facts.Ruling;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Topology;
import dev.advise.facts.WeighedArgument;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Model replies made of the very arguments that {@code advise} prints, with this host's numbers, so
 * that practice and advice can never disagree.
 *
 * @param phrases what stands around the rules' own sentences
 */
record ModelReply(
    Phrases phrases, List<Measurable> measurables, RuleSentences sentences, Claims claims) {

  private static final int REASONS_OF_A_SHORT_REPLY = 2;
  private static final int FACTS = 3;
  private static final int FLIPS = 3;

  /**
   * The choice, why each model is out that cannot do it at all, the strongest reasons, what speaks
   * against the choice, a number, and what turns it.
   */
  String brief(Recommendation advice, Lang lang) {
    Map<Optional<Model>, Ruling> out = new LinkedHashMap<>();
    advice.excluded().forEach(r -> out.putIfAbsent(r.model(), r));
    List<String> parts = new ArrayList<>();
    parts.add(choice(advice, lang));
    out.values().forEach(r -> parts.add(excluded(r, lang)));
    reasons(advice)
        .filter(a -> !out.containsKey(Optional.of(a.model())))
        .limit(Math.max(1, REASONS_OF_A_SHORT_REPLY - out.size()))
        .forEach(a -> parts.add(reason(advice, a, lang)));
    objections(advice).limit(1).forEach(a -> parts.add(against(a, lang)));
    facts(advice, lang).limit(1).forEach(parts::add);
    flips(advice, lang).limit(1).forEach(parts::add);
    return join(parts, lang, phrases.of("sentence.gap", lang));
  }

  /** All that counts, by strength, with this host's numbers and the nearest flips. */
  String detail(Recommendation advice, Lang lang) {
    List<String> lines = new ArrayList<>();
    advice.excluded().forEach(r -> lines.add(excluded(r, lang)));
    reasons(advice).forEach(a -> lines.add(row(a, lang)));
    objections(advice).forEach(a -> lines.add(row(a, lang)));
    facts(advice, lang).limit(FACTS).forEach(lines::add);
    flips(advice, lang).limit(FLIPS).forEach(lines::add);
    return join(lines, lang, "\n");
  }

  /** The rules behind it, and the claims that these rest on. */
  List<String> why(Recommendation advice, Lang lang) {
    List<RuleCard> cards =
        Stream.concat(
                advice.excluded().stream().map(Ruling::card),
                Stream.concat(reasons(advice), objections(advice)).map(WeighedArgument::card))
            .distinct()
            .toList();
    return Stream.concat(
            cards.stream().map(c -> phrases.of("why.rule", lang, c.id(), c.claim())),
            cards.stream().map(RuleCard::claim).distinct().map(c -> claims.line(c, lang, phrases)))
        .toList();
  }

  /** The criteria of what decided, the weightiest first, three at most. */
  List<Criterion> deciding(Recommendation advice) {
    Set<Criterion> criteria = new LinkedHashSet<>();
    advice.excluded().stream().map(r -> r.card().criterion()).forEach(criteria::add);
    Stream.concat(reasons(advice), objections(advice))
        .map(a -> a.card().criterion())
        .forEach(criteria::add);
    if (criteria.isEmpty()) {
      criteria.add(Criterion.MAINTENANCE);
    }
    return criteria.stream().limit(3).toList();
  }

  private String choice(Recommendation advice, Lang lang) {
    Choice choice = Choice.of(advice);
    if (choice == Choice.NONE || choice == Choice.PLAIN_LOOP) {
      return phrases.of("reply." + choice.word(), lang);
    }
    return phrases.of("reply.choice", lang, choice.name(phrases).in(lang), topology(advice, lang));
  }

  private String topology(Recommendation advice, Lang lang) {
    Topology t = advice.choice().orElseThrow().topology();
    return phrases.of(
        "topology." + t.arrangement().word(),
        lang,
        t.processes(),
        t.threadsPerProcess(),
        t.tasksPerThread(),
        t.offload());
  }

  /** What speaks for the choice, or against the others, the weightiest first. */
  private static Stream<WeighedArgument> reasons(Recommendation advice) {
    return weightiest(advice)
        .filter(a -> a.weight() > 0 == advice.model().equals(Optional.of(a.model())));
  }

  /** What speaks against the choice. */
  private static Stream<WeighedArgument> objections(Recommendation advice) {
    return weightiest(advice)
        .filter(a -> a.weight() < 0 && advice.model().equals(Optional.of(a.model())));
  }

  private static Stream<WeighedArgument> weightiest(Recommendation advice) {
    return advice.arguments().stream()
        .filter(a -> a.counted() && a.weight() != 0)
        .sorted(Comparator.comparingDouble(a -> -Math.abs(a.weight())));
  }

  private String row(WeighedArgument argument, Lang lang) {
    return phrases.of(
        "reply.row",
        lang,
        model(argument.model(), lang),
        Figures.points(argument.weight()),
        sentence(argument, lang));
  }

  private String against(WeighedArgument argument, Lang lang) {
    return phrases.of("reply.against", lang, sentence(argument, lang));
  }

  /** What speaks against another model names that one. */
  private String reason(Recommendation advice, WeighedArgument argument, Lang lang) {
    String sentence = sentence(argument, lang);
    String model = model(argument.model(), lang);
    boolean clear =
        advice.model().equals(Optional.of(argument.model())) || sentence.contains(model);
    return clear ? sentence : phrases.of("reply.other", lang, model, sentence);
  }

  private String sentence(WeighedArgument argument, Lang lang) {
    return sentences.of(argument, lang, model(argument.model(), lang));
  }

  private String excluded(Ruling ruling, Lang lang) {
    String model = ruling.model().map(m -> model(m, lang)).orElse("");
    return phrases.of("reply.excluded", lang, model, sentences.of(ruling, lang, model));
  }

  /** Numbers of this host, those first that bear on what decided. */
  private Stream<String> facts(Recommendation advice, Lang lang) {
    HostReport host = advice.host();
    RuntimeReport runtime = host.runtime(advice.profile().platform().runtime());
    List<Criterion> deciding = deciding(advice);
    return measurables.stream()
        .sorted(Comparator.comparing(m -> Collections.disjoint(m.about(), deciding)))
        .flatMap(m -> m.of(runtime).stream().map(e -> m.told(e, runtime.runtime(), lang)));
  }

  private Stream<String> flips(Recommendation advice, Lang lang) {
    return advice.flips().stream().map(flip -> flip(flip, lang));
  }

  private String flip(Flip flip, Lang lang) {
    return phrases.of(
        "reply.flip",
        lang,
        flip.field().path(),
        ProfileText.value(flip.field(), flip.from()),
        ProfileText.value(flip.field(), flip.to()),
        flip.model().map(m -> model(m, lang)).orElse(phrases.of("choice.none", lang)));
  }

  private String model(Model model, Lang lang) {
    return phrases.of("choice." + model.word(), lang);
  }

  private String join(List<String> parts, Lang lang, String gap) {
    List<String> sentences = new ArrayList<>();
    for (String part : parts) {
      String text = part.strip();
      String capital =
          text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
      boolean ended = capital.endsWith(".") || capital.endsWith("。");
      sentences.add(ended ? capital : capital + phrases.of("sentence.end", lang));
    }
    return String.join(gap, sentences);
  }
}
