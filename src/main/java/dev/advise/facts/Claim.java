package dev.advise.facts;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One sentence about the trade-off, with its sources and, where it can be measured, its test.
 *
 * @param says the claim in one sentence
 * @param sources document and section, or title and address
 * @param runtimes the runtimes it is about; empty: any
 * @param window the versions of its runtime for which it holds; empty: all
 * @param test how a host confirms or refutes it; empty for a claim that nothing measures
 */
public record Claim(
    String id,
    String says,
    Criterion criterion,
    Kind kind,
    List<String> sources,
    Set<String> runtimes,
    Optional<VersionWindow> window,
    Optional<ClaimTest> test) {

  /** How a claim can be known. */
  public enum Kind implements Word {
    /** True by the meaning of the words; it serves explanation and practice. */
    DEFINITIONAL,
    /** A host can confirm or refute it. */
    MEASURED,
    /** Experience says so; no probe can. */
    JUDGEMENT
  }

  /** Whether the claim says anything about that runtime. */
  public boolean isAbout(String runtime) {
    return runtimes.isEmpty() || runtimes.contains(runtime);
  }
}
