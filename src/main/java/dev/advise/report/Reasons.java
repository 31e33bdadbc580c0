package dev.advise.report;

import static java.util.Comparator.comparingDouble;

import dev.advise.facts.Assumption;
import dev.advise.facts.Confidence;
import dev.advise.facts.Field;
import dev.advise.facts.Figures;
import dev.advise.facts.Flip;
import dev.advise.facts.Forecast;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.Model;
import dev.advise.facts.Recommendation;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Scorecard;
import dev.advise.facts.WeighedArgument;
import dev.advise.report.Outline.Item;
import dev.advise.report.Outline.Section;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sections of a report: why, why not, how sure, and what would change the answer. */
final class Reasons {

  private final Words words;
  private final Knowledge knowledge;
  private final Instant now;
  private final Recommendation advice;

  Reasons(Words words, Knowledge knowledge, Instant now, Recommendation advice) {
    this.words = words;
    this.knowledge = knowledge;
    this.now = now;
    this.advice = advice;
  }

  /** The answer in one line. */
  String answer() {
    String name = advice.profile().name();
    if (advice.isPlainLoop()) {
      return words.say("answer.plain-loop", Map.of("name", name));
    }
    return advice
        .choice()
        .map(
            choice ->
                words.say(
                    "answer",
                    Map.of(
                        "name", name,
                        "model", choice.model().word(),
                        "topology", words.topology(choice.topology()),
                        "bound", choice.boundBy().word())))
        .orElseGet(() -> words.say("answer.none", Map.of("name", name)));
  }

  /** The reasons, the most telling first; none of them empty. */
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    if (advice.choice().isPresent()) {
      Model chosen = advice.choice().get().model();
      sections.add(expected());
      sections.add(why(chosen));
      Stream.of(Model.values()).filter(m -> m != chosen).map(this::whyNot).forEach(sections::add);
    } else {
      sections.add(clash());
    }
    sections.add(refuted());
    sections.add(assumed());
    sections.add(flips());
    sections.add(sure());
    sections.add(warnings());
    return sections.stream().filter(section -> !section.items().isEmpty()).toList();
  }

  /** Where to look next: the rule that says most for the answer, or against another. */
  String further() {
    Optional<String> rule =
        Rivals.of(advice).isEmpty()
            ? advice.excluded().stream().findFirst().map(e -> e.card().id())
            : advice.model().flatMap(this::mostTelling);
    return rule.map(id -> words.say("further", Map.of("rule", id)))
        .orElseGet(() -> words.say("further.no-rule"));
  }

  private Optional<String> mostTelling(Model chosen) {
    return Stream.of(Model.values())
        .flatMap(this::counted)
        .filter(a -> a.model() == chosen ? a.weight() > 0 : a.weight() < 0)
        .min(strongestFirst())
        .map(a -> cause(a).orElse(a).card().id());
  }

  private Section why(Model chosen) {
    List<Item> items =
        Stream.concat(explained(chosen), forAndAgainst(chosen).stream().flatMap(this::told))
            .toList();
    return new Section(
        advice.isPlainLoop() ? words.say("why.plain-loop") : ahead(chosen),
        items.isEmpty() ? List.of(Item.of(words.say(nothingAbout(chosen)))) : items);
  }

  /** Where nothing is said of the choice, what is said of the others decided, if it did. */
  private String nothingAbout(Model chosen) {
    boolean leads = Rivals.of(advice).stream().anyMatch(rival -> !isLevel(chosen, rival));
    return leads ? "why.nothing" : "why.silent";
  }

  /** By how much the choice leads each of the others that were left. */
  private String ahead(Model chosen) {
    List<Model> rivals = Rivals.of(advice);
    if (rivals.isEmpty()) {
      return words.say("why.alone", Map.of("model", chosen.word()));
    }
    List<String> leads = new ArrayList<>();
    String ahead = "why.ahead";
    for (Model rival : rivals) {
      boolean level = isLevel(chosen, rival);
      leads.add(
          words.say(
              level ? "why.level" : ahead,
              Map.of("n", lead(chosen, rival), "model", rival.word())));
      ahead = level ? ahead : "why.ahead.further";
    }
    return words.say("why", Map.of("model", chosen.word(), "leads", String.join(", ", leads)));
  }

  /** Totals so close that they do not decide. */
  private boolean isLevel(Model chosen, Model rival) {
    return advice.scorecard().of(chosen) - advice.scorecard().of(rival) <= Scorecard.TIE;
  }

  private String lead(Model chosen, Model rival) {
    return Figures.lead(advice.scorecard().of(chosen) - advice.scorecard().of(rival));
  }

  /** The counted arguments about a model, those that speak for it first, the strongest leading. */
  private List<WeighedArgument> forAndAgainst(Model model) {
    return counted(model)
        .sorted(
            comparingDouble((WeighedArgument a) -> a.weight() > 0 ? 0 : 1)
                .thenComparing(strongestFirst()))
        .toList();
  }

  private Section whyNot(Model loser) {
    List<Item> items = new ArrayList<>();
    advice.exclusions(loser).forEach(e -> items.add(Item.of(e.because(), e.card().id())));
    if (!items.isEmpty()) {
      return new Section(words.say("why-not.excluded", Map.of("model", loser.word())), items);
    }
    counted(loser)
        .sorted(
            comparingDouble((WeighedArgument a) -> a.weight() < 0 ? 0 : 1)
                .thenComparing(strongestFirst()))
        .flatMap(this::told)
        .forEach(items::add);
    Model chosen = advice.model().orElseThrow();
    if (items.isEmpty()) {
      items.add(Item.of(words.say(isLevel(chosen, loser) ? "why.silent" : "why-not.nothing")));
    }
    return new Section(
        words.say(
            isLevel(chosen, loser) ? "why-not.level" : "why-not",
            Map.of("model", loser.word(), "n", lead(chosen, loser))),
        items);
  }

  private Section clash() {
    return new Section(
        words.say("clash"),
        advice.excluded().stream()
            .map(
                e ->
                    Item.of(
                        words.say(
                            "clash.item",
                            Map.of(
                                "model", e.model().map(Model::word).orElse(""),
                                "because", e.because())),
                        e.card().id()))
            .toList());
  }

  /** The best of each model in one line. */
  private Section expected() {
    List<Forecast> best = advice.forecasts().stream().filter(Forecast::bestOfModel).toList();
    Set<Forecast.Basis> bases =
        best.stream()
            .map(Forecast::basis)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Forecast.Basis.class)));
    if (bases.isEmpty()) {
      return new Section("", List.of());
    }
    boolean mixed = bases.size() > 1;
    String line =
        best.stream()
            .map(
                f ->
                    words.say(
                        mixed ? "expected.item.marked" : "expected.item",
                        Map.of(
                            "model", word(f),
                            "rate", Figures.perSecond(f.tasksPerSecond().median()),
                            "basis", f.basis().word())))
            .collect(Collectors.joining(" · "));
    List<Item> items = new ArrayList<>(List.of(Item.of(line)));
    tie(best).ifPresent(items::add);
    return new Section(
        words.say("expected." + (mixed ? "mixed" : bases.iterator().next().word())), items);
  }

  /** Those of the best that what was measured does not tell from the choice. */
  private Optional<Item> tie(List<Forecast> best) {
    List<String> tied =
        best.stream()
            .filter(one -> advice.model().equals(Optional.of(one.model())))
            .findFirst()
            .map(chosen -> best.stream().filter(other -> other.tiesWith(chosen)))
            .orElseGet(Stream::empty)
            .map(this::word)
            .toList();
    return tied.size() > 1
        ? Optional.of(Item.of(words.say("expected.tie", Map.of("names", and(tied)))))
        : Optional.empty();
  }

  private String and(List<String> names) {
    String last = names.get(names.size() - 1);
    return words.say(
        "and", Map.of("some", String.join(", ", names.subList(0, names.size() - 1)), "last", last));
  }

  private String word(Forecast forecast) {
    return forecast.topology().isPlainLoop()
        ? words.say("expected.plain-loop")
        : forecast.model().word();
  }

  /** One item a claim, however many rules rested on it. */
  private Section refuted() {
    Map<String, Item> byClaim = new LinkedHashMap<>();
    for (WeighedArgument argument : advice.refuted()) {
      String id = argument.card().claim();
      byClaim.computeIfAbsent(id, claim -> Item.of(refutation(claim, argument), claim));
    }
    return new Section(words.say("refuted"), List.copyOf(byClaim.values()));
  }

  private String refutation(String id, WeighedArgument argument) {
    String says = knowledge.says(id).orElse(argument.because());
    return advice.verdicts().stream()
        .filter(verdict -> verdict.claim().equals(id) && verdict.measured().isPresent())
        .findFirst()
        .map(
            verdict ->
                words.say(
                    "refuted.item",
                    Map.of(
                        "says", sentence(says),
                        "shown", knowledge.shown(verdict).orElse(""),
                        "expected", knowledge.expected(verdict))))
        .orElseGet(() -> words.say("refuted.item.unmeasured", Map.of("says", sentence(says))));
  }

  private static String sentence(String says) {
    return says.endsWith(".") ? says : says + ".";
  }

  private Section assumed() {
    Map<String, List<String>> byReason = new LinkedHashMap<>();
    for (Assumption assumption : advice.profile().assumptions()) {
      byReason.computeIfAbsent(assumption.why(), why -> new ArrayList<>()).add(assumed(assumption));
    }
    return new Section(
        words.say("assumed"),
        byReason.entrySet().stream()
            .map(e -> assumed(e.getKey(), String.join(", ", e.getValue())))
            .toList());
  }

  private Item assumed(String why, String values) {
    return Item.of(words.say("assumed.item", Map.of("why", why, "values", values)));
  }

  private static String assumed(Assumption assumption) {
    return assumption.field().path()
        + " "
        + Figures.shown(assumption.field().type(), assumption.value());
  }

  private Section flips() {
    List<Item> items = advice.flips().stream().map(this::flip).toList();
    return new Section(
        words.say("flips"), items.isEmpty() ? List.of(Item.of(words.say("flips.none"))) : items);
  }

  private Item flip(Flip flip) {
    return Item.of(
        words.say(
            "flips.item" + direction(flip),
            Map.of(
                "field", flip.field().path(),
                "from", Figures.shown(flip.field().type(), flip.from()),
                "to", Figures.written(flip.field().type(), flip.to()),
                "model", then(flip))));
  }

  /** Of a number that grows or shrinks, beyond the boundary is what is said. */
  private static String direction(Flip flip) {
    return flip.from() instanceof Number from && flip.to() instanceof Number to
        ? from.doubleValue() < to.doubleValue() ? ".up" : ".down"
        : "";
  }

  private String then(Flip flip) {
    return flip.plainLoop()
        ? words.say("flips.plain-loop")
        : flip.model().map(Model::word).orElseGet(() -> words.say("flips.nothing-left"));
  }

  private Section sure() {
    List<Item> items = new ArrayList<>();
    items.add(
        Item.of(
            words.say(
                "sure.item",
                Map.of(
                    "level", advice.confidence().level().word(),
                    "robustness", Figures.percent(advice.confidence().robustness()),
                    "why", advice.confidence().why()))));
    if (advice.host().carried()) {
      items.add(Item.of(words.say("sure.carried")));
    }
    RuntimeReport runtime = advice.host().runtime(advice.profile().platform().runtime());
    items.add(
        Item.of(
            runtime
                .version()
                .fold(
                    version ->
                        advice.host().measuredAt().isPresent()
                            ? words.say(
                                "sure.measured",
                                Map.of(
                                    "when",
                                    when(ageSeconds(advice.host().measuredAt().get(), now)),
                                    "runtime",
                                    runtime.runtime(),
                                    "version",
                                    version,
                                    "cores",
                                    cores()))
                            : notMeasured(words.say("sure.not-asked")),
                    unknown -> notMeasured(unknown.detail()))));
    // What was measured, or why nothing was, is never cut.
    int least = items.size();
    items.addAll(unsettled());
    return new Section(words.say("sure"), items, least);
  }

  /** What would settle it: the unknown that could change the answer, and of a toss-up the field. */
  private List<Item> unsettled() {
    List<Item> items = new ArrayList<>();
    Unknown.mostTelling(advice)
        .map(unknown -> unknown.verdict())
        .ifPresent(
            verdict ->
                items.add(
                    Item.of(
                        words.say(
                            "sure.unknown",
                            Map.of("says", knowledge.says(verdict.claim()).orElse(""))),
                        verdict.claim())));
    if (advice.confidence().level() == Confidence.Level.TOSS_UP) {
      Set<Field> assumed =
          advice.profile().assumptions().stream()
              .map(Assumption::field)
              .collect(Collectors.toSet());
      advice.flips().stream()
          .min(comparingDouble(flip -> assumed.contains(flip.field()) ? 0 : 1))
          .map(
              flip ->
                  words.say(
                      "sure.field",
                      Map.of(
                          "field", flip.field().path(),
                          "to", Figures.written(flip.field().type(), flip.to()),
                          "model", then(flip))))
          .ifPresent(said -> items.add(Item.of(said)));
    }
    return items;
  }

  private String notMeasured(String why) {
    return words.say("sure.not-measured", Map.of("why", why));
  }

  private String when(long secondsAgo) {
    return secondsAgo == 0
        ? words.say("sure.now")
        : words.say("sure.ago", Map.of("age", Figures.age(secondsAgo)));
  }

  private String cores() {
    HostFacts facts = advice.host().facts();
    return Stream.of(HostFact.CORES_QUOTA, HostFact.CORES_AFFINITY, HostFact.CORES_ONLINE)
        .flatMap(fact -> facts.number(fact).stream())
        .min(Double::compare)
        .map(n -> words.say("sure.cores", Map.of("n", Figures.plain(n))))
        .orElseGet(() -> words.say("sure.cores.unknown"));
  }

  private Section warnings() {
    return new Section(
        words.say("warnings"),
        advice.warnings().stream().map(w -> Item.of(w.because(), w.card().id())).toList());
  }

  private Stream<WeighedArgument> counted(Model model) {
    return advice.arguments().stream()
        .filter(a -> a.counted() && a.model() == model && worth(a) != 0);
  }

  private Comparator<WeighedArgument> strongestFirst() {
    return comparingDouble((WeighedArgument a) -> -Math.abs(worth(a)))
        .thenComparing(a -> a.card().id());
  }

  /** What is said of a model without a weight: why the others fall behind, and it does not. */
  private Stream<Item> explained(Model model) {
    return advice.arguments().stream()
        .filter(a -> a.model() == model && a.argument().weight() == 0)
        .map(a -> Item.of(a.because(), a.card().id()));
  }

  /** An argument, and below it the rule that tells its cause. */
  private Stream<Item> told(WeighedArgument argument) {
    return Stream.concat(
        Stream.of(item(argument)),
        cause(argument).map(a -> Item.of(a.because(), a.card().id())).stream());
  }

  /**
   * Of a family called like its criterion one rule tells how much and the others why: they have the
   * same weight, so one counts, and what another says belongs below it.
   */
  private Optional<WeighedArgument> cause(WeighedArgument counted) {
    Optional<String> family = Optional.of(counted.card().criterion().word());
    return advice.arguments().stream()
        .filter(a -> !a.counted() && a.model() == counted.model())
        .filter(a -> a.card().family().equals(family) && counted.card().family().equals(family))
        .filter(a -> a.argument().weight() == counted.argument().weight())
        .min(Comparator.comparing(WeighedArgument::backing).thenComparing(a -> a.card().id()));
  }

  /** Its points as they count in the total. */
  private Item item(WeighedArgument argument) {
    return new Item(
        OptionalDouble.of(worth(argument)), argument.because(), Optional.of(argument.card().id()));
  }

  private double worth(WeighedArgument argument) {
    return argument.weight() * advice.scorecard().importance(argument.card().criterion());
  }

  /** Whole seconds since then; 0 where the clocks disagree. */
  static long ageSeconds(Instant then, Instant now) {
    return Math.max(0, Duration.between(then, now).toSeconds());
  }
}
