package dev.advise.check;

import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import java.util.Map;
import java.util.Optional;

/** What is known of the host that a profile is judged for. */
public sealed interface HostEvidence {

  /** The report that the rules are given; one that knows nothing where there is none. */
  default HostReport report() {
    return new HostReport(HostFacts.unknown(), Map.of(), Optional.empty());
  }

  /** What the evidence is called; empty where there is none. */
  default Optional<String> name() {
    return this instanceof Found found
        ? Optional.of(found.file())
        : this instanceof Here ? Optional.of("this host") : Optional.empty();
  }

  /** A report that fits. */
  record Found(String file, HostReport report) implements HostEvidence {}

  /** The host that the check runs on. */
  record Here(HostReport report) implements HostEvidence {}

  /** The profile names no host, and none was given. */
  record Unnamed() implements HostEvidence {}

  /** There is no report of the class that the profile names. */
  record Missing(String file) implements HostEvidence {}

  /**
   * The report is of another class of hosts.
   *
   * @param found the class that it is of
   */
  record OtherClass(String file, String found) implements HostEvidence {}

  /**
   * The report is in a form that this version does not read.
   *
   * @param schema the form's name
   */
  record Incompatible(String file, String schema) implements HostEvidence {}
}
