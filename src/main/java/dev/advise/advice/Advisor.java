package dev.advise.advice;

import dev.advise.facts.Candidate;
import dev.advise.facts.Claim;
import dev.advise.facts.Forecast;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Lazy;
import dev.advise.facts.Profile;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Rehearsal;
import dev.advise.facts.RuleCard;
import dev.advise.facts.Verdict;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Gives advice: opened once with its rules and claims, then asked any number of times. */
public final class Advisor {

  /** Doublings: predictions are not known to be off by more than this. */
  private static final double HOPELESSLY_BEHIND = 2;

  /** With more of them each would get too short a part of the time to say anything. */
  private static final int MOST_REHEARSED = 8;

  private final Ledger ledger;
  private final RuleBase rules;
  private final Judge judge;
  private final Wording wording;
  private final Robustness robustness;
  private final FlipSearch flips;
  private final boolean withFlips;

  private Advisor(Ledger ledger, List<CompiledRules> compiled) {
    this(ledger, RuleBase.of(ledger, compiled), true);
  }

  private Advisor(Ledger ledger, RuleBase rules, boolean withFlips) {
    this.ledger = ledger;
    this.rules = rules;
    this.withFlips = withFlips;
    this.judge = new Judge(rules, ledger);
    this.wording = new Wording(rules, ledger);
    this.robustness = new Robustness(judge);
    this.flips = new FlipSearch(judge);
  }

  /** An advisor with the shipped rules. */
  public static Advisor shipped() {
    return new Advisor(Ledger.shipped(), List.of(CompiledRules.shipped()));
  }

  /**
   * An advisor with the shipped rules and those of a folder, which are code and are run.
   *
   * @param cache where the compiled rules are kept, by the hash of their text
   * @throws BadRules if they do not compile, or cite claims that nobody made
   */
  public static Advisor withRules(java.nio.file.Path folder, java.nio.file.Path cache)
      throws BadRules {
    UserRules added = UserRules.compile(folder, cache);
    Ledger ledger = Ledger.shipped().with(added.claims());
    try {
      return new Advisor(ledger, List.of(CompiledRules.shipped(), added.rules()));
    } catch (IllegalArgumentException e) {
      throw new BadRules(folder + ": " + e.getMessage());
    }
  }

  /** The same advisor, but it does not look for what would change its advice, the dearest part. */
  public Advisor withoutFlips() {
    return new Advisor(ledger, rules, false);
  }

  /**
   * The candidates that are worth a rehearsal, the most promising first: those that no requirement
   * excludes and that are not predicted to be hopelessly slow, as many as there is time for; and
   * the best of each model and the plain loop, if they are admissible.
   */
  private static List<Candidate> worthRehearsing(Findings predicted) {
    Set<dev.advise.facts.Model> excluded =
        predicted.exclusions().stream().map(e -> e.model()).collect(Collectors.toSet());
    Set<Rehearsal.Part> seen = new HashSet<>();
    List<Forecast> admissible =
        predicted.forecasts().stream()
            .filter(f -> !excluded.contains(f.model()))
            .filter(f -> seen.add(Rehearsal.Part.of(f.candidate())))
            .toList();
    return IntStream.range(0, admissible.size())
        .filter(rank -> isWorthRehearsing(admissible.get(rank), rank, admissible.get(0)))
        .mapToObj(rank -> admissible.get(rank).candidate())
        .toList();
  }

  private static boolean isWorthRehearsing(Forecast forecast, int rank, Forecast fastest) {
    boolean hopeful = forecast.behind() - fastest.behind() <= HOPELESSLY_BEHIND;
    return forecast.topology().isPlainLoop()
        || (hopeful && (rank < MOST_REHEARSED || forecast.bestOfModel()));
  }

  /** The full advice without a rehearsal: costs are predicted from the host's estimates. */
  public Recommendation advise(Profile profile, HostReport host) {
    return recommendation(judge.decide(profile, host, Rehearsal.none()));
  }

  /**
   * The choice alone, without how sure it is and what would change it; empty where none is left.
   */
  public Optional<Candidate> choose(Profile profile, HostReport host) {
    return judge.decide(profile, host, Rehearsal.none()).choice();
  }

  /**
   * The full advice after a rehearsal.
   *
   * @param rehearse holds it with the candidates that are worth one, the most promising first
   */
  public Recommendation advise(
      Profile profile, HostReport host, Function<List<Candidate>, Rehearsal> rehearse) {
    Judgement predicted = judge.decide(profile, host, Rehearsal.none());
    Rehearsal rehearsal = rehearse.apply(worthRehearsing(predicted.findings()));
    return recommendation(rehearsal.runs().isEmpty() ? predicted : rehearsed(predicted, rehearsal));
  }

  private Judgement rehearsed(Judgement predicted, Rehearsal rehearsal) {
    Situation before = predicted.situation();
    return judge.redecide(
        predicted,
        Situation.of(
            before.profile(),
            before.ground(),
            Steadying.of(rehearsal, predicted.findings().forecasts())));
  }

  /** The choice, why, how sure, and what would change it. */
  private Recommendation recommendation(Judgement judgement) {
    Findings findings = judgement.findings();
    Situation situation = judgement.situation();
    Ground ground = situation.ground();
    return new Recommendation(
        situation.profile(),
        judgement.choice(),
        judgement.scorecard(),
        wording.arguments(judgement.weighed().standing(), ground),
        wording.arguments(judgement.weighed().refuted(), ground),
        wording.exclusions(findings),
        wording.warnings(judge.warnings(judgement), judgement.model()),
        findings.forecasts(),
        citedVerdicts(judgement),
        Lazy.by(() -> robustness.of(judgement)),
        withFlips ? flips.of(judgement) : List.of(),
        ground.host());
  }

  /** What every rule says of itself, by id. */
  public Collection<RuleCard> cards() {
    return rules.cards().values();
  }

  /** The claims that its rules cite, and what they are tested with. */
  public Ledger ledger() {
    return ledger;
  }

  /** Every claim, in the order of the ledger. */
  public Collection<Claim> claims() {
    return ledger.claims().values();
  }

  /**
   * What to measure for a profile: whatever the claims behind its arguments and exclusions are
   * tested by, and whatever predictions are made from.
   */
  public Set<String> quantitiesFor(Profile profile, HostFacts facts) {
    HostReport unmeasured = new HostReport(facts, Map.of(), Optional.empty());
    Judgement judgement = judge.decide(profile, unmeasured, Rehearsal.none());
    Findings findings = judgement.findings();
    Set<String> quantities = new TreeSet<>(Costs.QUANTITIES);
    Stream.of(
            findings.arguments().stream().map(a -> a.rule()),
            findings.exclusions().stream().map(e -> e.rule()),
            judge.warnings(judgement).stream().map(w -> w.rule()))
        .flatMap(rules -> rules)
        .map(rule -> ledger.claim(this.rules.card(rule).claim()))
        .filter(claim -> claim.isAbout(profile.platform().runtime()))
        .flatMap(claim -> claim.test().stream())
        .forEach(test -> quantities.addAll(test.quantities()));
    return quantities;
  }

  private List<Verdict> citedVerdicts(Judgement judgement) {
    Set<String> cited =
        Stream.of(
                judgement.weighed().standing().stream().map(a -> a.card().claim()),
                judgement.weighed().refuted().stream().map(a -> a.card().claim()),
                judgement.findings().exclusions().stream().map(e -> rules.card(e.rule()).claim()))
            .flatMap(s -> s)
            .collect(Collectors.toSet());
    return judgement.situation().ground().verdicts().values().stream()
        .filter(v -> cited.contains(v.claim()) || v.measured().isPresent())
        .toList();
  }
}
