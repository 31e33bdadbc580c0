package dev.advise.advice;

import dev.advise.facts.Field;
import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import dev.advise.facts.Recommendation;
import dev.advise.facts.Rehearsal;
import dev.advise.probe.HostReportJson;
import dev.advise.probe.HostReportResult;
import dev.advise.profile.ProfileReader;
import dev.advise.profile.ProfileResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How many profiles one core decides, and how many it advises on in full, per second. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 10, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class AdviceBenchmark {

  /** Whether the host report's estimates are used, or its facts alone. */
  @Param({"true", "false"})
  boolean estimates;

  private Judge judge;
  private Advisor advisor;
  private HostReport host;
  private List<Profile> profiles;
  private List<Judgement> judgements;
  private int next;

  @Setup
  public void open() throws IOException {
    Ledger ledger = Ledger.shipped();
    judge = new Judge(RuleBase.of(ledger, List.of(CompiledRules.shipped())), ledger);
    advisor = Advisor.shipped();
    HostReport measured = host(Path.of("bench/host.json"));
    host = estimates ? measured : new HostReport(measured.facts(), Map.of(), measured.measuredAt());
    try (Stream<Path> files = Files.list(Path.of("profiles"))) {
      profiles =
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .sorted()
              .map(AdviceBenchmark::profile)
              .toList();
    }
    judgements =
        profiles.stream().map(profile -> judge.decide(profile, host, Rehearsal.none())).toList();
  }

  /** One evaluation of the full rule base, without flips and robustness. */
  @Benchmark
  public Object decide() {
    Judgement judgement = judge.decide(nextProfile(), host, Rehearsal.none());
    return List.of(judgement, judge.warnings(judgement));
  }

  /** One of the decisions that flips are made of: of the rules, those that it could turn on. */
  @Benchmark
  public Object redecide() {
    Profile profile = nextProfile();
    long tasks = profile.workload().concurrency();
    return judge.redecide(judgements.get(next), profile.with(Field.CONCURRENCY, 2 * tasks));
  }

  /** One full advice: flips and robustness included. */
  @Benchmark
  public Object advise() {
    Recommendation advice = advisor.advise(nextProfile(), host);
    return List.of(advice, advice.confidence());
  }

  private Profile nextProfile() {
    next = (next + 1) % profiles.size();
    return profiles.get(next);
  }

  private static HostReport host(Path file) throws IOException {
    if (HostReportJson.read(Files.readAllBytes(file)) instanceof HostReportResult.Accepted accepted) {
      return accepted.report();
    }
    throw new IllegalStateException(file + " is no host report");
  }

  private static Profile profile(Path file) {
    try {
      if (ProfileReader.read(file.toString(), Files.readAllBytes(file))
          instanceof ProfileResult.Accepted accepted) {
        return accepted.profile();
      }
      throw new IllegalStateException(file + " is no profile");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
