package dev.advise.report;

import dev.advise.facts.Verdict;

/** What one runtime on this host says about a claim. */
public record HostVerdict(String runtime, Verdict verdict) {}
