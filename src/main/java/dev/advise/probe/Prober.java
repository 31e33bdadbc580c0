package dev.advise.probe;

import dev.advise.facts.ClaimTest;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.RuntimeReport;
import dev.advise.laws.Estimate;
import dev.advise.probe.driver.Deadline;
import dev.advise.probe.driver.Description;
import dev.advise.probe.driver.Discretion;
import dev.advise.probe.driver.Driver;
import dev.advise.probe.driver.Launch;
import dev.advise.probe.driver.Toolchain;
import dev.advise.probe.driver.Workspace;
import dev.advise.probe.host.HostProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;

/** Measures one runtime: finds its interpreter, starts its driver, samples within the budget. */
public final class Prober {

  /** What starting, and being told what there is, may take of the budget. */
  private static final double SHARE_FOR_THE_START = 0.6;

  /** What the gauge of noise may take of it. */
  private static final double SHARE_FOR_NOISE = 0.15;

  private static final int FEWEST_PASSES = 6;

  /** Kept for ending the driver, which takes the time that its partners take to end. */
  private static final Duration FOR_THE_END = Duration.ofMillis(180);

  /** The part of the budget that may be kept for it. */
  private static final int PART_FOR_THE_END = 20;

  private final Toolchain toolchain;
  private final Workspace workspace;
  private final Discretion discretion;
  private final HostProbe host;
  private final HostFacts facts;

  /**
   * @param facts of the host, which bound what a driver may use
   */
  public Prober(
      Toolchain toolchain,
      Workspace workspace,
      Discretion discretion,
      HostProbe host,
      HostFacts facts) {
    this.toolchain = toolchain;
    this.workspace = workspace;
    this.discretion = discretion;
    this.host = host;
    this.facts = facts;
  }

  /** What the runtime tells and how it measured; whatever fails is unknown for a reason. */
  public RuntimeReport measure(MeasureRequest request, DoubleConsumer progress) {
    Deadline deadline = Deadline.in(request.budget());
    return launch(request.runtime(), request.interpreter(), deadline)
        .fold(
            launch -> measure(request, launch, deadline, progress),
            why -> RuntimeReport.absent(request.runtime(), why.reason(), why.detail()));
  }

  /** How the runtime's driver is started. */
  Reading<Launch> launch(String runtime, Optional<String> interpreter, Deadline deadline) {
    return toolchain.launch(runtime, Toolchain.Program.PROBE, interpreter, workspace, deadline);
  }

  /** The runtime's version, by asking it. */
  Reading<String> version(Launch launch, Deadline deadline) {
    return Driver.start(launch, workspace, discretion)
        .fold(
            driver -> {
              try (driver) {
                return driver
                    .describe(share(deadline, SHARE_FOR_THE_START))
                    .fold(
                        description -> Reading.known(description.version()),
                        why -> Reading.unknown(why.reason(), why.detail()));
              }
            },
            why -> Reading.unknown(why.reason(), why.detail()));
  }

  private static Deadline share(Deadline deadline, double share) {
    return deadline.within(Duration.ofNanos((long) (deadline.remaining().toNanos() * share)));
  }

  RuntimeReport measure(
      MeasureRequest request, Launch launch, Deadline deadline, DoubleConsumer progress) {
    Duration left = deadline.remaining();
    Duration part = left.dividedBy(PART_FOR_THE_END);
    Duration time = left.minus(part.compareTo(FOR_THE_END) < 0 ? part : FOR_THE_END);
    if (time.isZero()) {
      return RuntimeReport.absent(request.runtime(), Reason.NOT_ASKED, "the budget was spent");
    }
    return Driver.start(launch, workspace, discretion)
        .fold(
            driver -> measure(request, launch, driver, deadline.within(time), progress),
            why -> RuntimeReport.absent(request.runtime(), why.reason(), why.detail()));
  }

  private RuntimeReport measure(
      MeasureRequest request,
      Launch launch,
      Driver driver,
      Deadline deadline,
      DoubleConsumer progress) {
    try (Supervised supervised =
        new Supervised(driver, () -> Driver.start(launch, workspace, discretion))) {
      return driver
          .describe(share(deadline, SHARE_FOR_THE_START))
          .fold(
              description -> measure(request, launch, description, supervised, deadline, progress),
              why -> RuntimeReport.absent(request.runtime(), why.reason(), why.detail()));
    }
  }

  private RuntimeReport measure(
      MeasureRequest request,
      Launch launch,
      Description description,
      Supervised supervised,
      Deadline deadline,
      DoubleConsumer progress) {
    Collection<String> wanted =
        request.quantities().isEmpty() ? allOf(description) : request.quantities();
    Set<String> sampled = new LinkedHashSet<>(wanted);
    sampled.retainAll(description.quantities());
    List<ClaimTest> tests = new ArrayList<>(request.tests());
    if (canGaugeNoise(description, deadline) && !sampled.isEmpty()) {
      sampled.add(Noise.LOST_SHARE);
      tests.add(Noise.WANTED);
    }
    Noise noise = new Noise(host, supervised::processorSeconds);
    Samples samples =
        new Sampling(
                supervised,
                description,
                tests,
                request.seed(),
                Room.on(facts, host::processors, supervised.tasks()),
                deadline,
                progress)
            .run(sampled);
    Reading<Estimate> lostShare =
        sampled.contains(Noise.LOST_SHARE)
            ? samples.reading(Noise.LOST_SHARE)
            : Reading.unknown(Reason.NOT_ASKED, "the budget was spent");
    Noise.Outcome outcome = noise.read(lostShare, facts.number(HostFact.CORES_ONLINE).orElse(1.0));
    Map<String, Reading<Estimate>> estimates = new TreeMap<>();
    for (String quantity : wanted) {
      estimates.put(
          quantity,
          sampled.contains(quantity)
              ? outcome.on(quantity, samples.reading(quantity))
              : description.whyNot(quantity).asReading());
    }
    Map<String, String> traits = new TreeMap<>(description.traits());
    traits.putAll(outcome.gauges());
    // The name only: where it lies is nobody else's business.
    traits.put("interpreter", discretion.tell(launch.program().getFileName().toString()));
    return new RuntimeReport(
        request.runtime(),
        Reading.known(description.version()),
        traits,
        estimates,
        outcome.floor());
  }

  private static Set<String> allOf(Description description) {
    Set<String> all = new LinkedHashSet<>(description.quantities());
    all.addAll(description.absent().keySet());
    return all;
  }

  private static boolean canGaugeNoise(Description description, Deadline deadline) {
    double each = description.seconds().getOrDefault(Noise.LOST_SHARE, 0.05);
    return description.quantities().contains(Noise.LOST_SHARE)
        && FEWEST_PASSES * each <= SHARE_FOR_NOISE * deadline.remaining().toNanos() / 1e9;
  }
}
