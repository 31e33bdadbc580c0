package dev.advise.probe;

import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.RuntimeReport;
import dev.advise.laws.Estimate;
import dev.advise.probe.driver.Deadline;
import dev.advise.probe.driver.Discretion;
import dev.advise.probe.driver.Launch;
import dev.advise.probe.driver.Toolchain;
import dev.advise.probe.driver.Workspace;
import dev.advise.probe.host.HostProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Asks this host for all that is wanted of it, within one budget: its facts, and how its runtimes
 * measure, from the cache where that still holds.
 */
public final class HostReports {

  /** What could not be measured is not tried again before. */
  private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMinutes(10);

  private static final Set<Reason> LASTING =
      Set.of(
          Reason.NO_SUCH_CONCEPT,
          Reason.TOO_OLD,
          Reason.NOT_INSTALLED,
          Reason.NOT_PERMITTED,
          Reason.NOT_MOUNTED);

  private final Map<String, String> environment;
  private final HostProbe host;
  private final InstantSource clock;
  private final Optional<Path> cacheFolder;
  private final HostReportCache cache;
  private Optional<HostFacts> known = Optional.empty();
  private boolean saidThatNothingIsKept;

  /** This host, as this program's environment shows it. */
  public HostReports(Map<String, String> environment) {
    this(environment, HostProbe.ofThisHost(environment), InstantSource.system());
  }

  HostReports(Map<String, String> environment, HostProbe host, InstantSource clock) {
    this.environment = Map.copyOf(environment);
    this.host = host;
    this.clock = clock;
    this.cacheFolder = HostReportCache.folder(environment);
    this.cache = new HostReportCache(cacheFolder);
  }

  /** The host's report. Whatever cannot be had is unknown in it, for a reason. */
  public HostReport measure(ProbeRequest request, Progress progress) {
    Deadline deadline = Deadline.in(request.budget());
    progress.step("asking the host", 0);
    HostFacts facts = facts();
    if (request.mode() == ProbeRequest.Mode.OFF) {
      return report(facts, absent(request, Reason.NOT_ASKED, "probes are off"));
    }
    try (Workspace workspace = Workspace.open(environment)) {
      return report(facts, new Run(request, workspace, facts, deadline, progress).all());
    } catch (UncheckedIOException noFolder) {
      return report(facts, absent(request, Reason.FAILED, "no temporary folder can be made"));
    }
  }

  /** What earlier runs kept of these runtimes; nothing is measured. */
  public HostReport kept(List<String> runtimes) {
    ProbeRequest request =
        new ProbeRequest(
            runtimes,
            Optional.empty(),
            ProbeRequest.Mode.CACHED,
            ProbeRequest.USUAL_BUDGET,
            Set.of(),
            List.of(),
            0,
            Map.of());
    HostFacts facts = facts();
    try (Workspace workspace = Workspace.open(environment)) {
      Deadline deadline = Deadline.in(request.budget());
      Run run = new Run(request, workspace, facts, deadline, Progress.silent());
      return report(facts, runtimes.stream().map(run::kept).toList());
    } catch (UncheckedIOException noFolder) {
      return report(facts, absent(request, Reason.FAILED, "no temporary folder can be made"));
    }
  }

  /** What the host tells about itself, asked once. */
  public HostFacts facts() {
    HostFacts facts = known.orElseGet(host::facts);
    known = Optional.of(facts);
    return facts;
  }

  /** A runtime's report and when its oldest estimates were taken. */
  private record Dated(RuntimeReport report, Optional<Instant> measuredAt) {}

  private static List<Dated> absent(ProbeRequest request, Reason reason, String detail) {
    return request.runtimes().stream()
        .map(r -> new Dated(RuntimeReport.absent(r, reason, detail), Optional.empty()))
        .toList();
  }

  private static HostReport report(HostFacts facts, List<Dated> runtimes) {
    Map<String, RuntimeReport> reports = new LinkedHashMap<>();
    runtimes.forEach(dated -> reports.put(dated.report().runtime(), dated.report()));
    return new HostReport(
        facts,
        reports,
        runtimes.stream().flatMap(dated -> dated.measuredAt().stream()).min(Instant::compareTo));
  }

  /** One answer to one request. */
  private final class Run {

    private final ProbeRequest request;
    private final HostFacts facts;
    private final Deadline deadline;
    private final Progress progress;
    private final Prober prober;

    Run(
        ProbeRequest request,
        Workspace workspace,
        HostFacts facts,
        Deadline deadline,
        Progress progress) {
      this.request = request;
      this.facts = facts;
      this.deadline = deadline;
      this.progress = progress;
      this.prober =
          new Prober(
              new Toolchain(environment, cacheFolder, request.drivers()),
              workspace,
              new Discretion(environment),
              host,
              facts);
    }

    List<Dated> all() {
      List<String> runtimes = request.runtimes().stream().distinct().toList();
      Stream.Builder<Dated> reports = Stream.builder();
      for (int i = 0; i < runtimes.size(); i++) {
        double before = (double) i / runtimes.size();
        double share = 1.0 / runtimes.size();
        String runtime = runtimes.get(i);
        Duration budget = deadline.remaining().dividedBy(runtimes.size() - i);
        reports.add(
            one(
                runtime,
                deadline.within(budget),
                done -> progress.step("measuring " + runtime, before + share * done)));
      }
      return reports.build().toList();
    }

    private Dated one(String runtime, Deadline until, DoubleConsumer step) {
      step.accept(0);
      return prober
          .launch(runtime, request.interpreter(), until)
          .fold(
              launch -> one(runtime, launch, until, step),
              why -> dated(RuntimeReport.absent(runtime, why.reason(), why.detail())));
    }

    private Dated one(String runtime, Launch launch, Deadline until, DoubleConsumer step) {
      if (request.mode() == ProbeRequest.Mode.FRESH) {
        RuntimeReport now =
            prober.measure(wanted(runtime, request.quantities(), until), launch, until, step);
        // The name in the cache needs the version, and what was measured tells that for nothing.
        return key(runtime, launch, now::version)
            .map(key -> kept(key, Optional.empty(), now))
            .orElseGet(() -> dated(now));
      }
      Optional<String> key = key(runtime, launch, () -> prober.version(launch, until));
      if (key.isEmpty()) {
        return dated(
            prober.measure(wanted(runtime, request.quantities(), until), launch, until, step));
      }
      Optional<HostReportCache.Found.Report> kept = kept(runtime, key.get());
      Optional<Dated> before = kept.map(found -> dated(runtime, found));
      Set<String> missing =
          kept.isPresent() ? missing(before.get().report(), kept.get().triedAt()) : Set.of();
      if (before.isPresent() && missing.isEmpty()) {
        return before.get();
      }
      Set<String> asked = before.isPresent() ? missing : request.quantities();
      RuntimeReport now = prober.measure(wanted(runtime, asked, until), launch, until, step);
      return kept(key.get(), before, now);
    }

    /** Adds what was measured now to what was kept, and keeps both. */
    private Dated kept(String key, Optional<Dated> before, RuntimeReport now) {
      if (now.version().toOptional().isEmpty()) {
        return before.orElseGet(() -> dated(now));
      }
      Dated both =
          new Dated(
              before.map(old -> merged(old.report(), now)).orElse(now),
              before.flatMap(Dated::measuredAt).or(() -> Optional.of(clock.instant())));
      cache
          .store(key, report(facts, List.of(both)), clock.instant())
          .filter(why -> !saidThatNothingIsKept)
          .ifPresent(
              why -> {
                progress.note("measurements cannot be kept: " + why);
                saidThatNothingIsKept = true;
              });
      return both;
    }

    /** What is kept of a runtime, or that nothing is. */
    Dated kept(String runtime) {
      return prober
          .launch(runtime, request.interpreter(), deadline)
          .fold(
              launch ->
                  key(runtime, launch, () -> prober.version(launch, deadline))
                      .flatMap(key -> kept(runtime, key))
                      .map(found -> dated(runtime, found))
                      .orElseGet(
                          () ->
                              dated(
                                  RuntimeReport.absent(
                                      runtime, Reason.NOT_ASKED, "not measured yet"))),
              why -> dated(RuntimeReport.absent(runtime, why.reason(), why.detail())));
    }

    private MeasureRequest wanted(String runtime, Set<String> quantities, Deadline until) {
      return new MeasureRequest(
          runtime,
          request.interpreter(),
          quantities,
          until.remaining(),
          request.seed(),
          request.tests());
    }

    private Dated dated(RuntimeReport measuredNow) {
      return new Dated(
          measuredNow, measuredNow.version().toOptional().map(version -> clock.instant()));
    }

    private Dated dated(String runtime, HostReportCache.Found.Report found) {
      return new Dated(found.report().runtime(runtime), found.report().measuredAt());
    }

    /** The measurements' name in the cache; empty where they cannot be told from others. */
    private Optional<String> key(String runtime, Launch launch, Supplier<Reading<String>> version) {
      String told = "";
      if (Fingerprint.isScript(launch.program())) {
        Optional<String> asked = version.get().toOptional();
        if (asked.isEmpty()) {
          return Optional.empty();
        }
        told = asked.get();
      }
      try {
        return Optional.of(Fingerprint.of(host.boot(), facts, runtime, launch, told));
      } catch (IOException gone) {
        return Optional.empty();
      }
    }

    private Optional<HostReportCache.Found.Report> kept(String runtime, String key) {
      HostReportCache.Found found = cache.find(key);
      if (found instanceof HostReportCache.Found.Corrupt corrupt) {
        progress.note(
            "the kept measurements of %s are unusable (%s): measuring anew"
                .formatted(runtime, corrupt.why()));
      }
      return found instanceof HostReportCache.Found.Report report
              && report.report().runtimes().containsKey(runtime)
          ? Optional.of(report)
          : Optional.empty();
    }

    /** What is wanted and not kept, with all that it is compared with. */
    private Set<String> missing(RuntimeReport kept, Instant triedAt) {
      boolean again = triedAt.plus(BEFORE_ANOTHER_TRY).isBefore(clock.instant());
      Collection<String> wanted =
          request.quantities().isEmpty() ? kept.estimates().keySet() : request.quantities();
      Set<String> missing = new LinkedHashSet<>();
      for (List<String> group : Groups.of(wanted, request.tests())) {
        if (group.stream().anyMatch(q -> isMissing(kept.estimates().get(q), again))) {
          missing.addAll(group);
        }
      }
      return missing;
    }

    private boolean isMissing(Reading<Estimate> reading, boolean again) {
      return reading == null
          || reading.fold(known -> false, why -> again && !LASTING.contains(why.reason()));
    }

    private RuntimeReport merged(RuntimeReport old, RuntimeReport now) {
      Map<String, Reading<Estimate>> estimates = new TreeMap<>(old.estimates());
      now.estimates()
          .forEach(
              (quantity, reading) -> {
                boolean loses =
                    reading.toOptional().isEmpty()
                        && old.estimate(quantity).toOptional().isPresent();
                if (!loses) {
                  estimates.put(quantity, reading);
                }
              });
      return new RuntimeReport(
          now.runtime(), now.version(), now.traits(), estimates, now.noise().or(old::noise));
    }
  }
}
