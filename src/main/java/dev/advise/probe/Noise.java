package dev.advise.probe;

import dev.advise.facts.ClaimTest;
import dev.advise.facts.Reading;
import dev.advise.laws.Estimate;
import dev.advise.probe.driver.ProcessorUse;
import dev.advise.probe.host.HostProbe;
import dev.advise.probe.host.ProcessorTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

/**
 * What else went on in the host while it was measured: processors that others used, time that other
 * guests took, stops by a quota.
 */
final class Noise {

  /** The driver's own gauge: the share of a spin that was lost to gaps. */
  static final String LOST_SHARE = "noise.lost-share";

  /** The gauge is wanted as what a claim tests; a share is below 2, so one look settles it. */
  static final ClaimTest WANTED =
      new ClaimTest(
          ClaimTest.Form.QUANTITY, List.of(LOST_SHARE), ClaimTest.Side.BELOW, 2, "{}", "share");

  /** The families of quantities that are counted or weighed: lost time does not move them. */
  private static final Set<String> UNTIMED =
      Set.of("crash", "footprint", "isolation", "noise", "race", "thread");

  private final HostProbe host;
  private final DoubleSupplier ownSeconds;
  private final Mark start;

  /** The gauges at one moment. */
  private record Mark(
      Optional<ProcessorTime> time, double ownSeconds, double throttled, long nanos) {}

  /**
   * Starts the gauges.
   *
   * @param driverSeconds processor seconds that the driver and its children have used
   */
  Noise(HostProbe host, DoubleSupplier driverSeconds) {
    this.host = host;
    this.ownSeconds = () -> driverSeconds.getAsDouble() + ProcessorUse.ofThisProgram();
    this.start = mark();
  }

  private Mark mark() {
    return new Mark(
        host.processorTime(),
        ownSeconds.getAsDouble(),
        host.timesThrottled().orElse(0.0),
        System.nanoTime());
  }

  /**
   * What the gauges say since the start.
   *
   * @param lostShare the driver's gauge
   * @param processors online
   */
  Outcome read(Reading<Estimate> lostShare, double processors) {
    Mark end = mark();
    Map<String, String> gauges = new TreeMap<>();
    Optional<ProcessorTime> spent =
        end.time().flatMap(now -> start.time().map(now::since)).filter(t -> t.total() > 0);
    double wall = (end.nanos() - start.nanos()) / 1e9;
    spent.ifPresent(
        time -> {
          double busy = time.busyShare() * processors;
          double own = (end.ownSeconds() - start.ownSeconds()) / wall;
          gauges.put("noise.others-cores", number(Math.max(0, busy - own)));
          gauges.put("noise.steal", number(time.stealShare()));
        });
    gauges.put("noise.times-throttled", number(end.throttled() - start.throttled()));
    Optional<Double> lost = lostShare.toOptional().map(Estimate::median);
    Optional<Double> steal = spent.map(ProcessorTime::stealShare);
    return new Outcome(
        lost.map(l -> Math.max(l, steal.orElse(0.0))).map(l -> Math.min(1, l)), gauges);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  /**
   * The noise of one measuring.
   *
   * @param floor share of time lost, 0 to 1; empty where the driver could not gauge it
   * @param gauges by name, for the record
   */
  record Outcome(Optional<Double> floor, Map<String, String> gauges) {

    /**
     * The reading as far as it can be known here: time that the host lost to others meanwhile it
     * may have at the next run, and all that is timed lies off by as much then.
     */
    Reading<Estimate> on(String quantity, Reading<Estimate> reading) {
      return reading
          .toOptional()
          .filter(estimate -> isTimed(quantity))
          .map(estimate -> Reading.known(estimate.withNoise(floor.orElse(0.0))))
          .orElse(reading);
    }
  }

  static boolean isTimed(String quantity) {
    return !UNTIMED.contains(quantity.split("\\.", 2)[0]);
  }
}
