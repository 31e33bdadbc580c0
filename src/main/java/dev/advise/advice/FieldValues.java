package dev.advise.advice;

import dev.advise.facts.Field;
import dev.advise.facts.HostReport;
import dev.advise.facts.HostView;
import dev.advise.facts.Profile;
import java.util.Optional;

/** What a profile's field is now, written or assumed, as {@code Written} would hold it. */
final class FieldValues {

  private FieldValues() {}

  /** Empty for a field that has no value to change, such as a list or a text. */
  static Optional<Object> of(Profile profile, HostReport host, Field field) {
    return switch (field) {
      case KIND -> Optional.of(profile.workload().kind().word());
      case CPU_PER_TASK -> Optional.of(profile.workload().cpuPerTask());
      case WAIT_PER_TASK -> Optional.of(profile.workload().waitPerTask());
      case CONCURRENCY -> Optional.of(profile.workload().concurrency());
      case BLOCKING_IO -> Optional.of(profile.workload().blockingIo());
      case LATENCY_TARGET -> profile.workload().latencyTarget().map(t -> t);
      case NATIVE_FRACTION -> Optional.of(profile.workload().nativeFraction());
      case SHARING -> Optional.of(profile.dataSharing().pattern().word());
      case MESSAGE_BYTES -> Optional.of(profile.dataSharing().messageBytes());
      case SHARED_BYTES -> Optional.of(profile.dataSharing().sharedBytes());
      case ISOLATION -> Optional.of(profile.isolation().level().word());
      case FAULT_TOLERANCE -> Optional.of(profile.faultTolerance().level().word());
      case OS -> Optional.of(HostView.host(host.facts(), profile.platform()).os().word());
      case RUNTIME -> Optional.of(profile.platform().runtime());
      case CORES ->
          Optional.of((long) HostView.host(host.facts(), profile.platform()).wholeCores());
      case MEMORY -> profile.platform().memory().map(m -> m);
      default -> Optional.empty();
    };
  }
}
