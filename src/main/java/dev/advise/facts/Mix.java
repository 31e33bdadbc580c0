package dev.advise.facts;

import java.util.Optional;

/**
 * What of a profile decides how fast it runs on a given host: two profiles of one mix run alike,
 * and a rehearsal of one holds for the other.
 */
public record Mix(
    double cpuPerTask,
    double waitPerTask,
    long concurrency,
    boolean blockingIo,
    double nativeFraction,
    DataSharing dataSharing,
    String runtime,
    Optional<String> interpreter) {

  public static Mix of(Profile profile) {
    Workload workload = profile.workload();
    return new Mix(
        workload.cpuPerTask(),
        workload.waitPerTask(),
        workload.concurrency(),
        workload.blockingIo(),
        workload.nativeFraction(),
        profile.dataSharing(),
        profile.platform().runtime(),
        profile.platform().interpreter());
  }
}
