package dev.advise.facts;

import java.util.Optional;

/** The version of the workload's runtime on this host; absent where it is not known. */
public record RuntimeVersion(String version) {

  /** Whether it is that version or a later one, e.g. {@code 3.14}. */
  public boolean atLeast(String first) {
    return new VersionWindow(Optional.of(first), Optional.empty()).holds(version);
  }
}
