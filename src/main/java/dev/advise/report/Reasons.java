package dev.advise.report;

import static java.util.Comparator.comparingDouble;

import dev.advise.facts.Assumption;
import dev.advise.facts.Figures;
import dev.advise.facts.Flip;
import dev.advise.facts.Forecast;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.Model;
import dev.advise.facts.Recommendation;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.WeighedArgument;
import dev.advise.report.Outline.Item;
import dev.advise.report.Outline.Section;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
        advice
            .choice()
            .map(choice -> mostTelling(choice.model()))
            .orElseGet(() -> advice.excluded().stream().findFirst().map(e -> e.card().id()));
    return rule.map(id -> words.say("further", Map.of("rule", id)))
        .orElseGet(() -> words.say("further.no-rule"));
  }

  private Optional<String> mostTelling(Model chosen) {
    return Stream.of(Model.values())
        .flatMap(this::counted)
        .filter(a -> a.model() == chosen ? a.weight() > 0 : a.weight() < 0)
        .min(strongestFirst())
        .map(a -> a.card().id());
  }

  private Section why(Model chosen) {
    List<Item> items = forAndAgainst(chosen).stream().map(Reasons::item).toList();
    return new Section(
        advice.isPlainLoop()
            ? words.say("why.plain-loop")
            : words.say("why", Map.of("model", chosen.word(), "total", total(chosen))),
        items.isEmpty() ? List.of(Item.of(words.say("why.nothing"))) : items);
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
    advice.excluded().stream()
        .filter(e -> e.model().equals(Optional.of(loser)))
        .forEach(e -> items.add(Item.of(e.because(), e.card().id())));
    boolean excluded = !items.isEmpty();
    counted(loser)
        .sorted(
            comparingDouble((WeighedArgument a) -> a.weight() < 0 ? 0 : 1)
                .thenComparing(strongestFirst()))
        .map(Reasons::item)
        .forEach(items::add);
    if (items.isEmpty()) {
      items.add(Item.of(words.say("why-not.nothing")));
    }
    return new Section(
        words.say(
            excluded ? "why-not.excluded" : "why-not",
            Map.of("model", loser.word(), "total", total(loser))),
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
                            "model", f.topology().isPlainLoop() ? plain() : f.model().word(),
                            "rate", Figures.perSecond(f.tasksPerSecond().median()),
                            "basis", f.basis().word())))
            .collect(Collectors.joining(" · "));
    return new Section(
        words.say("expected." + (mixed ? "mixed" : bases.iterator().next().word())),
        List.of(Item.of(line)));
  }

  private static String plain() {
    return dev.advise.facts.Arrangement.PLAIN_LOOP.word();
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
                        "measured", knowledge.measured(verdict).orElse(""),
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
            "flips.item",
            Map.of(
                "field", flip.field().path(),
                "from", Figures.written(flip.field().type(), flip.from()),
                "to", Figures.written(flip.field().type(), flip.to()),
                "model", flip.model().map(Model::word).orElse(words.say("flips.nothing-left")))));
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
                                    "age",
                                    Figures.age(ageSeconds(advice.host().measuredAt().get(), now)),
                                    "runtime",
                                    runtime.runtime(),
                                    "version",
                                    version,
                                    "cores",
                                    cores()))
                            : notMeasured(words.say("sure.not-asked")),
                    unknown -> notMeasured(unknown.detail()))));
    return new Section(words.say("sure"), items);
  }

  private String notMeasured(String why) {
    return words.say("sure.not-measured", Map.of("why", why));
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
        .filter(a -> a.counted() && a.model() == model && a.weight() != 0);
  }

  private static java.util.Comparator<WeighedArgument> strongestFirst() {
    return comparingDouble((WeighedArgument a) -> -Math.abs(a.weight()))
        .thenComparing(a -> a.card().id());
  }

  private static Item item(WeighedArgument argument) {
    return new Item(
        OptionalDouble.of(argument.weight()),
        argument.because(),
        Optional.of(argument.card().id()));
  }

  private String total(Model model) {
    return Figures.points(advice.scorecard().total().getOrDefault(model, 0.0));
  }

  /** Whole seconds since then; 0 where the clocks disagree. */
  static long ageSeconds(Instant then, Instant now) {
    return Math.max(0, Duration.between(then, now).toSeconds());
  }
}
