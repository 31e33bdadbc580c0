package dev.advise.advice;

import dev.advise.facts.Arrangement;
import dev.advise.facts.Candidate;
import dev.advise.facts.Forecast;
import dev.advise.facts.Forecast.Basis;
import dev.advise.facts.Host;
import dev.advise.facts.Model;
import dev.advise.facts.Profile;
import dev.advise.facts.Reading;
import dev.advise.facts.Rehearsal;
import dev.advise.facts.Runtimes;
import dev.advise.facts.Serialised;
import dev.advise.facts.Sharing;
import dev.advise.facts.Topology;
import dev.advise.laws.Estimate;
import dev.advise.laws.LittlesLaw;
import dev.advise.laws.OrderStatistics;
import dev.advise.laws.Ratio;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Puts a number on every candidate before anything is run: what the profile's own times, the
 * serialised shares that rules found and the host's measured costs let it do per second.
 */
final class Forecaster {

  /** Two rates this close are a tie: neither windows nor the cost model are finer than that. */
  private static final double TIE = 0.05;

  /**
   * A plain loop is good enough until something beats it by this much (DESIGN 5.9), and so is a
   * smaller pool until a larger one is predicted to.
   */
  private static final double WORTH_THE_TROUBLE = 0.10;

  private final Profile profile;
  private final Host host;
  private final List<Serialised> serialised;
  private final CostRange costs;
  private final Rehearsal rehearsal;
  private final boolean sharesAPort;

  /**
   * @param sharesAPort whether a rule says that only loops in processes can share a port
   */
  Forecaster(Situation situation, List<Serialised> serialised, boolean sharesAPort) {
    this.sharesAPort = sharesAPort;
    this.profile = situation.profile();
    this.host = situation.hostView();
    this.serialised = serialised;
    this.costs = situation.ground().costs();
    this.rehearsal = situation.rehearsal();
  }

  /** A forecast for each candidate, the fastest first; among equals the simplest first. */
  List<Forecast> of(List<Candidate> candidates) {
    boolean rehearsed = rehearsal.isOf(profile);
    List<Rated> rated = new ArrayList<>();
    for (Candidate candidate : candidates) {
      rated.add(Rated.of(raw(candidate, rehearsed)));
    }
    Comparator<Rated> simplest = simplest();
    rated.sort(Comparator.<Rated>comparingDouble(r -> -r.rate()).thenComparing(simplest));
    double best = rated.isEmpty() ? 0 : rated.get(0).rate();
    List<Forecast> ranked = new ArrayList<>();
    for (Rated one : rated) {
      Forecast forecast = one.forecast();
      ranked.add(
          new Forecast(
              forecast.candidate(),
              forecast.tasksPerSecond(),
              forecast.p50(),
              forecast.p99(),
              forecast.memoryBytes(),
              forecast.basis(),
              forecast.run(),
              forecast.predicted(),
              Math.max(0, Ratio.doublings(one.rate(), best)),
              one == bestOf(forecast.model(), rated, simplest)));
    }
    return ranked;
  }

  /** A forecast and its median rate, which is sorted out of its passes only once. */
  private record Rated(Forecast forecast, double rate) {

    static Rated of(Forecast forecast) {
      return new Rated(forecast, forecast.tasksPerSecond().median());
    }
  }

  /** Of as many threads, those in fewer processes are simpler, unless they share a port. */
  private Comparator<Rated> simplest() {
    return Comparator.<Rated>comparingInt(r -> r.forecast().topology().arrangement().ordinal())
        .thenComparingLong(
            r -> r.forecast().topology().threads() + r.forecast().topology().offload())
        .thenComparingLong(r -> sharesAPort ? 0 : r.forecast().topology().processes())
        .thenComparing(r -> r.forecast().candidate().rule());
  }

  /** The simplest of those that tie with the model's fastest, which comes first. */
  private static Rated bestOf(
      Model model, List<Rated> fastestFirst, Comparator<Rated> simplestFirst) {
    double best = Double.NaN;
    Rated simplest = null;
    for (Rated one : fastestFirst) {
      if (one.forecast().model() == model) {
        best = simplest == null ? one.rate() : best;
        boolean ties = one.rate() >= best / (1 + tolerance(one.forecast()));
        if (simplest == null || (ties && simplestFirst.compare(one, simplest) < 0)) {
          simplest = one;
        }
      }
    }
    return simplest;
  }

  private static double tolerance(Forecast forecast) {
    return forecast.topology().isPlainLoop() || !forecast.rehearsed() ? WORTH_THE_TROUBLE : TIE;
  }

  private Forecast raw(Candidate candidate, boolean rehearsed) {
    return (rehearsed ? rehearsal.run(candidate) : Optional.<Rehearsal.Run>empty())
        .map(run -> rehearsed(candidate, run))
        .orElseGet(() -> predicted(candidate));
  }

  private Forecast rehearsed(Candidate candidate, Rehearsal.Run run) {
    return new Forecast(
        candidate,
        run.tasksPerSecond(),
        Optional.of(Ratio.of(run.p50().median(), run.p99().median()) * tail(profile, run)),
        Optional.of(tail(profile, run)),
        run.memoryBytes().map(Estimate::median),
        Basis.REHEARSED,
        Reading.known(run),
        rate(profile, candidate, costs.median()),
        0,
        false);
  }

  private Forecast predicted(Candidate candidate) {
    Topology topology = candidate.topology();
    Optional<Correction> correction = correction(candidate);
    double factor = correction.map(Correction::rate).orElse(1.0);
    Estimate rate = costs.rate(at -> rate(profile, candidate, at) * factor);
    boolean measured = correction.isPresent() || costs.median().knows(topology.arrangement());
    return new Forecast(
        candidate,
        rate,
        Optional.empty(),
        Optional.of(
            inSystem(profile, rate.median()) * correction.map(Correction::tail).orElse(1.0)),
        costs.median().memory(topology),
        measured ? Basis.PREDICTED : Basis.TEXTBOOK,
        rehearsal.whyNot(candidate),
        rate.median(),
        0,
        false);
  }

  /**
   * Seconds until 99 % of the tasks are done. A worker that takes one task after the other tells
   * the time of those it has taken; with so many in flight the others wait for it meanwhile.
   */
  private static double tail(Profile mix, Rehearsal.Run run) {
    return Math.max(run.p99().median(), inSystem(mix, run.tasksPerSecond().median()));
  }

  private static double inSystem(Profile mix, double perSecond) {
    return LittlesLaw.timeInSystem(mix.workload().concurrency(), perSecond);
  }

  /** What a prediction has to be multiplied by to agree with a rehearsal. */
  private record Correction(double rate, double tail) {}

  /**
   * How far off the prediction was for the mix that was rehearsed, where that was this or a near
   * one: a mix that differs in one field will be mispredicted much alike. The rehearsal of the very
   * topology counts, else the best of those arranged alike, else what was usual among them all.
   */
  private Optional<Correction> correction(Candidate candidate) {
    if (!rehearsal.isNear(profile)) {
      return Optional.empty();
    }
    Profile near = rehearsal.profile().orElseThrow();
    return rehearsal
        .run(candidate)
        .map(run -> correction(near, candidate, run))
        .or(
            () ->
                corrections(near, candidate, part -> isArrangedAs(candidate, part))
                    .max(Comparator.comparingDouble(Correction::rate)))
        .or(() -> usual(corrections(near, candidate, part -> true).toList()));
  }

  private Stream<Correction> corrections(
      Profile near, Candidate candidate, Predicate<Rehearsal.Part> which) {
    return rehearsal.runs().keySet().stream()
        .filter(which)
        .map(part -> alike(candidate, part))
        .flatMap(one -> rehearsal.run(one).map(run -> correction(near, one, run)).stream());
  }

  private static boolean isArrangedAs(Candidate candidate, Rehearsal.Part part) {
    return part.model() == candidate.model()
        && part.topology().arrangement() == candidate.topology().arrangement();
  }

  private static Optional<Correction> usual(List<Correction> all) {
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Correction(
                OrderStatistics.median(all.stream().map(Correction::rate).toList()),
                OrderStatistics.median(all.stream().map(Correction::tail).toList())));
  }

  private static Candidate alike(Candidate candidate, Rehearsal.Part part) {
    return new Candidate(candidate.rule(), part.model(), part.topology(), candidate.boundBy());
  }

  private Correction correction(Profile near, Candidate candidate, Rehearsal.Run run) {
    double rate = run.tasksPerSecond().median();
    return new Correction(
        Ratio.of(rate, rate(near, candidate, costs.median())),
        Ratio.of(tail(near, run), inSystem(near, rate)));
  }

  private double rate(Profile mix, Candidate candidate, Costs at) {
    return new CostModel(
            mix.workload(),
            mix.dataSharing().messageBytes(),
            asksAnOwner(mix),
            host,
            serialShare(candidate),
            at)
        .throughput(candidate);
  }

  /** Processes that have no memory in common ask its owner for each change of what they share. */
  private static boolean asksAnOwner(Profile mix) {
    return mix.dataSharing().pattern() == Sharing.READ_WRITE
        && mix.dataSharing().sharedBytes() > 0
        && mix.platform().runtime().equals(Runtimes.NODE);
  }

  private double serialShare(Candidate candidate) {
    Model lockedModel =
        candidate.topology().arrangement() == Arrangement.LOOP_WITH_WORKERS
            ? Model.THREADS
            : candidate.model();
    double most = 0;
    for (Serialised one : serialised) {
      if (one.model() == lockedModel || one.model() == Model.THREADS) {
        most = Math.max(most, one.share());
      }
    }
    return most;
  }
}
