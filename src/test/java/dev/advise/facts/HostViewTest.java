package dev.advise.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.advise.laws.Estimate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostViewTest {

  private static final HostFacts EIGHT_CORES =
      HostFacts.unknown()
          .with(HostFact.OS, "linux")
          .with(HostFact.CORES_ONLINE, 16.0)
          .with(HostFact.CORES_AFFINITY, 8.0);
  private static final Platform NOTHING_SAID =
      new Platform(
          Optional.empty(),
          "cpython",
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
  private static final RuntimeReport NOT_MEASURED =
      RuntimeReport.absent("cpython", Reason.NOT_ASKED, "not asked");

  private static Platform planned(Optional<Os> os, Optional<Long> cores, Optional<Long> memory) {
    return new Platform(os, "cpython", Optional.empty(), cores, memory, Optional.empty());
  }

  @Test
  void a_workload_gets_what_affinity_allows() {
    assertEquals(new Host(Os.LINUX, 8, Bound.CORES), HostView.host(EIGHT_CORES, NOTHING_SAID));
  }

  @Test
  void a_quota_below_it_binds_and_one_above_it_does_not() {
    assertEquals(
        new Host(Os.LINUX, 2.5, Bound.QUOTA),
        HostView.host(EIGHT_CORES.with(HostFact.CORES_QUOTA, 2.5), NOTHING_SAID));
    assertEquals(
        new Host(Os.LINUX, 8, Bound.CORES),
        HostView.host(EIGHT_CORES.with(HostFact.CORES_QUOTA, 12.0), NOTHING_SAID));
  }

  @Test
  void the_profiles_own_numbers_win() {
    assertEquals(
        new Host(Os.WINDOWS, 32, Bound.CORES),
        HostView.host(
            EIGHT_CORES.with(HostFact.CORES_QUOTA, 2.5),
            planned(Optional.of(Os.WINDOWS), Optional.of(32L), Optional.empty())));
  }

  @Test
  void a_host_that_tells_nothing_has_the_one_core_that_every_host_has() {
    assertEquals(
        new Host(Os.LINUX, 1, Bound.CORES), HostView.host(HostFacts.unknown(), NOTHING_SAID));
  }

  @Test
  void limits_are_less_what_is_in_use() {
    HostFacts facts =
        EIGHT_CORES
            .with(HostFact.PIDS_LIMIT, 100.0)
            .with(HostFact.PIDS_CURRENT, 40.0)
            .with(HostFact.USER_TASKS_LIMIT, 1000.0)
            .with(HostFact.DESCRIPTORS_LIMIT, 1024.0);

    Limits limits = HostView.limits(facts, NOTHING_SAID, NOT_MEASURED);

    assertEquals(Map.of(Bound.PIDS, 60L, Bound.DESCRIPTORS, 992L), limits.threads());
    assertEquals(Map.of(Bound.PIDS, 60L, Bound.DESCRIPTORS, 496L), limits.processes());
  }

  @Test
  void memory_divided_by_the_measured_footprint_limits_workers() {
    RuntimeReport measured =
        new RuntimeReport(
            "cpython",
            Reading.known("3.11"),
            Map.of(),
            Map.of("footprint.process", Reading.known(Estimate.of(10e6))));
    HostFacts facts =
        EIGHT_CORES.with(HostFact.MEMORY_AVAILABLE, 8e9).with(HostFact.MEMORY_LIMIT, 1e9);

    assertEquals(
        Map.of(Bound.MEMORY, 100L), HostView.limits(facts, NOTHING_SAID, measured).processes());
    assertEquals(
        Map.of(Bound.MEMORY, 50L),
        HostView.limits(
                facts,
                planned(Optional.empty(), Optional.empty(), Optional.of(500_000_000L)),
                measured)
            .processes());
  }

  @Test
  void what_is_not_known_limits_nothing_and_is_not_there() {
    assertEquals(Limits.none(), HostView.limits(EIGHT_CORES, NOTHING_SAID, NOT_MEASURED));
  }

  @Test
  void limits_of_this_system_say_nothing_about_another() {
    assertEquals(
        Limits.none(),
        HostView.limits(
            EIGHT_CORES.with(HostFact.PIDS_LIMIT, 100.0),
            planned(Optional.of(Os.WINDOWS), Optional.empty(), Optional.empty()),
            NOT_MEASURED));
  }
}
