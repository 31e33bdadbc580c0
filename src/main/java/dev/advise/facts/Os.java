package dev.advise.facts;

/** The operating system that the workload runs on. */
public enum Os implements Word {
  LINUX,
  WINDOWS,
  MACOS
}
