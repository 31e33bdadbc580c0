package dev.advise.probe.rehearsal;

import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.Rehearsal;
import dev.advise.laws.Estimate;
import dev.advise.laws.OrderStatistics;
import dev.advise.laws.PooledSpread;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One candidate's windows so far, or why it gave up. */
final class Contestant {

  private final Rehearsal.Part part;
  private final Miniature miniature;
  private final Enlargement enlargement;
  private final List<Window> windows = new ArrayList<>();
  private Optional<Reading<Rehearsal.Run>> failure = Optional.empty();

  Contestant(Rehearsal.Part part, Miniature miniature) {
    this.part = part;
    this.miniature = miniature;
    this.enlargement = miniature.enlargement(part.topology());
  }

  Rehearsal.Part part() {
    return part;
  }

  void ran(Window window) {
    windows.add(window);
  }

  void failed(Reading<Rehearsal.Run> why) {
    failure = Optional.of(why);
  }

  boolean isOut() {
    return failure.isPresent();
  }

  int windows() {
    return windows.size();
  }

  /** Tasks per second of the mix itself, by the median of its windows; 0 before the first. */
  double rate() {
    return windows.isEmpty() ? 0 : OrderStatistics.median(rates());
  }

  /** Tasks per second in the best of its windows: what disturbs a host slows, and never speeds. */
  double bestRate() {
    return rates().stream().mapToDouble(rate -> rate).max().orElse(0);
  }

  /** Tasks per second of the mix itself, window by window. */
  List<Double> rates() {
    return windows.stream().map(w -> enlargement.rate(w.rate())).toList();
  }

  private Estimate latency(Function<Window, Double> ofWindow) {
    return new Estimate(
        windows.stream().map(w -> enlargement.latency(ofWindow.apply(w), w.rate())).toList());
  }

  /**
   * What it did, in the measures of the mix itself.
   *
   * @param spread of the rates of all contestants' windows
   */
  Reading<Rehearsal.Run> outcome(PooledSpread spread) {
    if (failure.isPresent()) {
      return failure.get();
    }
    if (windows.isEmpty()) {
      return Reading.unknown(Reason.NOT_ASKED, "the budget was spent");
    }
    return Reading.known(
        Rehearsal.Run.of(
            spread.estimate(rates()),
            latency(Window::p50),
            latency(Window::p99),
            told(window -> window.cpuPerTask().map(cpu -> cpu / miniature.shrunk())),
            told(Window::memoryBytes)));
  }

  /** What was told in some of the windows. */
  private Optional<Estimate> told(Function<Window, Optional<Double>> ofWindow) {
    List<Double> known = windows.stream().flatMap(w -> ofWindow.apply(w).stream()).toList();
    return known.isEmpty() ? Optional.empty() : Optional.of(new Estimate(known));
  }
}
