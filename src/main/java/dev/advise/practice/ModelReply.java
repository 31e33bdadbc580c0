package dev.advise.practice;

import dev.advise.facts.Criterion;
import dev.advise.facts.Flip;
import dev.advise.facts.HostReport;
import dev.advise.facts.Model;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Ruling;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Topology;
import dev.advise.facts.WeighedArgument;
import java.util.ArrayList;
import java.util.Comparator;
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
 * @param sentences the rules' sentences in Chinese, by rule; those that are missing stay English
 */
record ModelReply(Phrases phrases, List<Measurable> measurables, Map<String, String> sentences) {

  private static final int ARGUMENTS_OF_A_SHORT_REPLY = 2;
  private static final int FACTS = 3;
  private static final int FLIPS = 3;

  /** The choice, the two strongest reasons, what speaks against, a number, and what turns it. */
  String brief(Recommendation advice, Lang lang) {
    List<String> parts = new ArrayList<>();
    parts.add(choice(advice, lang));
    reasons(advice).limit(ARGUMENTS_OF_A_SHORT_REPLY).forEach(a -> parts.add(sentence(a, lang)));
    advice.excluded().stream().limit(2).forEach(r -> parts.add(excluded(r, lang)));
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

  /** The rules behind it, each with the claim that it rests on. */
  List<String> why(Recommendation advice, Lang lang) {
    Set<String> lines = new LinkedHashSet<>();
    advice
        .excluded()
        .forEach(r -> lines.add(phrases.of("why.rule", lang, r.card().id(), r.card().claim())));
    Stream.concat(reasons(advice), objections(advice))
        .forEach(a -> lines.add(phrases.of("why.rule", lang, a.card().id(), a.card().claim())));
    return List.copyOf(lines);
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
        dev.advise.facts.Figures.points(argument.weight()),
        sentence(argument, lang));
  }

  private String against(WeighedArgument argument, Lang lang) {
    return phrases.of("reply.against", lang, sentence(argument, lang));
  }

  private String sentence(WeighedArgument argument, Lang lang) {
    String chinese = sentences.get(argument.card().id());
    if (lang == Lang.EN || chinese == null) {
      return argument.because();
    }
    return dev.advise.advice.Sentences.fill(
        chinese.replace("{model}", model(argument.model(), lang)),
        Optional.of(argument.model()),
        argument.argument().values());
  }

  /** An exclusion keeps no values: only a sentence that needs none can be told in Chinese. */
  private String excluded(Ruling ruling, Lang lang) {
    String chinese = sentences.get(ruling.card().id());
    String model = ruling.model().map(m -> model(m, lang)).orElse("");
    if (lang == Lang.EN || chinese == null || chinese.replace("{model}", "").contains("{")) {
      return phrases.of("reply.excluded", lang, model, ruling.because());
    }
    return phrases.of("reply.excluded", lang, model, chinese.replace("{model}", model));
  }

  private Stream<String> facts(Recommendation advice, Lang lang) {
    HostReport host = advice.host();
    RuntimeReport runtime = host.runtime(advice.profile().platform().runtime());
    return measurables.stream()
        .flatMap(
            m ->
                m.of(runtime).stream()
                    .map(
                        e ->
                            m.fact()
                                .in(lang)
                                .replace("{0}", m.figure(e))
                                .replace("{1}", runtime.runtime())));
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
