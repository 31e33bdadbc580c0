package dev.advise.advice;

import dev.advise.facts.Field;
import dev.advise.facts.HostFact;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Kind;
import dev.advise.facts.Level;
import dev.advise.facts.Profile;
import dev.advise.facts.Reading;
import dev.advise.facts.RuntimeReport;
import dev.advise.facts.Runtimes;
import dev.advise.facts.Sharing;
import dev.advise.facts.Word;
import dev.advise.facts.Written;
import dev.advise.laws.Estimate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/** Profiles and hosts as they may come: every runtime, measured or not, over many magnitudes. */
class Situations extends DomainContextBase {

  @Provide
  Arbitrary<Profile> profiles() {
    Arbitrary<Map<Field, Object>> times =
        Combinators.combine(
                seconds(2e-5, 0.2),
                seconds(1e-4, 0.2),
                Arbitraries.longs().between(1, 2000),
                Arbitraries.of(Word.all(Kind.class)))
            .as(
                (cpu, wait, concurrency, kind) -> {
                  Map<Field, Object> fields = new EnumMap<>(Field.class);
                  fields.put(Field.CPU_PER_TASK, cpu);
                  fields.put(Field.WAIT_PER_TASK, kind.equals("cpu-bound") ? 0.0 : wait);
                  fields.put(Field.CONCURRENCY, concurrency);
                  fields.put(Field.KIND, kind);
                  return fields;
                });
    Arbitrary<Map<Field, Object>> rest =
        Combinators.combine(
                Arbitraries.of(Word.all(Sharing.class)),
                Arbitraries.longs().between(0, 4 << 20),
                Arbitraries.longs().between(0, 1L << 32),
                Arbitraries.of(Runtimes.SHIPPED),
                Arbitraries.of(Word.all(Level.class)),
                Arbitraries.of(Word.all(Level.class)),
                Arbitraries.of(true, false),
                Arbitraries.of(0.0, 0.5))
            .as(
                (pattern, message, shared, runtime, isolation, faults, blocking, nativeShare) -> {
                  Map<Field, Object> fields = new EnumMap<>(Field.class);
                  fields.put(Field.SHARING, pattern);
                  fields.put(Field.MESSAGE_BYTES, message);
                  fields.put(Field.SHARED_BYTES, shared);
                  fields.put(Field.RUNTIME, runtime);
                  fields.put(Field.ISOLATION, isolation);
                  fields.put(Field.FAULT_TOLERANCE, faults);
                  fields.put(Field.BLOCKING_IO, blocking);
                  fields.put(Field.NATIVE_FRACTION, nativeShare);
                  return fields;
                });
    return Combinators.combine(times, rest, Arbitraries.of(true, false))
        .as(
            (some, more, target) -> {
              Map<Field, Object> all = new EnumMap<>(some);
              all.putAll(more);
              if (target) {
                all.put(Field.LATENCY_TARGET, 0.1);
              }
              return Profile.of(new Written(all), "generated");
            });
  }

  @Provide
  Arbitrary<HostReport> hosts() {
    return Combinators.combine(
            Arbitraries.of(1.0, 1.5, 2.0, 8.0, 64.0),
            Arbitraries.of(true, false),
            seconds(1e-6, 1e-4),
            seconds(1e-5, 1e-3),
            seconds(2e-7, 1e-4))
        .as(Situations::host);
  }

  @Provide
  Arbitrary<Growth> growths() {
    return Arbitraries.doubles().between(1, 10_000).ofScale(1).map(Growth::new);
  }

  private static HostReport host(
      double cores, boolean measured, double spawn, double fork, double handoff) {
    Map<String, RuntimeReport> runtimes = new TreeMap<>();
    if (measured) {
      for (String runtime : Runtimes.SHIPPED) {
        boolean locked = runtime.equals(Runtimes.CPYTHON);
        Map<String, Reading<Estimate>> estimates = new TreeMap<>();
        put(estimates, "spawn.thread", spawn);
        put(estimates, "spawn.process", fork);
        put(estimates, "spawn.task", spawn / 10);
        put(estimates, "switch.thread", 1e-6);
        put(estimates, "switch.process", 1.1e-6);
        put(estimates, "handoff.thread.64B", handoff);
        put(estimates, "handoff.thread.1MiB", handoff * 1.1);
        put(estimates, "handoff.process.64B", handoff * 2);
        put(estimates, "handoff.process.1MiB", handoff * 2 + 1e-3);
        put(estimates, "waiters.async.1000", 0.012);
        put(estimates, "waiters.threads.1000", 0.05);
        put(estimates, "cpu-scaling.threads", locked ? 1 : Math.max(1, cores * 0.95));
        put(estimates, "cpu-scaling.processes", Math.max(1, cores * 0.95));
        put(estimates, "footprint.thread", 50_000);
        put(estimates, "footprint.process", 5_000_000);
        runtimes.put(
            runtime,
            new RuntimeReport(
                runtime, Reading.known("1.0"), locked ? Map.of("gil", "on") : Map.of(), estimates));
      }
    }
    return new HostReport(
        new HostFacts(
            Map.of(
                HostFact.CORES_ONLINE, Reading.known(Math.ceil(cores)),
                HostFact.CORES_QUOTA, Reading.known(cores),
                HostFact.MEMORY_TOTAL, Reading.known(16e9))),
        runtimes,
        Optional.empty());
  }

  private static void put(Map<String, Reading<Estimate>> estimates, String quantity, double value) {
    estimates.put(quantity, Reading.known(new Estimate(Collections.nCopies(6, value))));
  }

  /** Evenly over the magnitudes. */
  private static Arbitrary<Double> seconds(double least, double most) {
    return Arbitraries.integers()
        .between(0, 1000)
        .map(step -> least * Math.pow(most / least, step / 1000.0));
  }
}
