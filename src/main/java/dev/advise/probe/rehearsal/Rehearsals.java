package dev.advise.probe.rehearsal;

import dev.advise.facts.Candidate;
import dev.advise.facts.HostFacts;
import dev.advise.facts.Profile;
import dev.advise.facts.Reading;
import dev.advise.facts.Reason;
import dev.advise.facts.Rehearsal;
import dev.advise.probe.HostReportCache;
import dev.advise.probe.Progress;
import dev.advise.probe.Room;
import dev.advise.probe.driver.Batch;
import dev.advise.probe.driver.Deadline;
import dev.advise.probe.driver.Discretion;
import dev.advise.probe.driver.Driver;
import dev.advise.probe.driver.Launch;
import dev.advise.probe.driver.Toolchain;
import dev.advise.probe.driver.Workspace;
import dev.advise.probe.host.HostProbe;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rehearses profiles on this host, each on its own runtime. */
public final class Rehearsals {

  /** With less than this there would be no time for as many as two candidates. */
  public static final Duration LEAST_BUDGET = Duration.ofMillis(700);

  private final Map<String, String> environment;
  private final HostProbe host;
  private final Map<String, Path> drivers;

  /**
   * This host, as this program's environment shows it.
   *
   * @param drivers the user's own drivers by runtime
   */
  public Rehearsals(Map<String, String> environment, Map<String, Path> drivers) {
    this.environment = Map.copyOf(environment);
    this.host = HostProbe.ofThisHost(environment);
    this.drivers = Map.copyOf(drivers);
  }

  /** What each candidate does within the budget, or why it could not. */
  public Rehearsal hold(
      Profile profile,
      HostFacts facts,
      List<Candidate> candidates,
      Duration budget,
      long seed,
      Progress progress) {
    List<Rehearsal.Part> parts = candidates.stream().map(Rehearsal.Part::of).distinct().toList();
    Deadline deadline = Deadline.in(budget);
    if (budget.compareTo(LEAST_BUDGET) < 0) {
      return failed(profile, parts, Reason.NOT_ASKED, "the budget is too small to rehearse");
    }
    try (Workspace workspace = Workspace.open(environment)) {
      Discretion discretion = new Discretion(environment);
      Reading<Driver> driver =
          launch(profile, workspace, deadline)
              .fold(
                  launch -> Driver.start(launch, workspace, discretion),
                  why -> Reading.unknown(why.reason(), why.detail()));
      return driver.fold(
          started -> hold(profile, facts, parts, started, deadline, seed, progress),
          why -> failed(profile, parts, why.reason(), why.detail()));
    } catch (UncheckedIOException noFolder) {
      return failed(profile, parts, Reason.FAILED, "no temporary folder can be made");
    }
  }

  private Reading<Launch> launch(Profile profile, Workspace workspace, Deadline deadline) {
    return new Toolchain(environment, HostReportCache.folder(environment), drivers)
        .launch(
            profile.platform().runtime(),
            Toolchain.Program.REHEARSAL,
            profile.platform().interpreter(),
            workspace,
            deadline);
  }

  private Rehearsal hold(
      Profile profile,
      HostFacts facts,
      List<Rehearsal.Part> parts,
      Driver driver,
      Deadline deadline,
      long seed,
      Progress progress) {
    try (driver) {
      Batch.Bounds room = Room.forRehearsals(facts, host::processors);
      return new Rehearser(driver::tell, room, seed).rehearse(profile, parts, deadline, progress);
    }
  }

  private static Rehearsal failed(
      Profile profile, List<Rehearsal.Part> parts, Reason reason, String detail) {
    Map<Rehearsal.Part, Reading<Rehearsal.Run>> runs = new LinkedHashMap<>();
    parts.forEach(part -> runs.put(part, Reading.unknown(reason, detail)));
    return new Rehearsal(Optional.of(profile), runs, List.of());
  }
}
