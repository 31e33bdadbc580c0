package dev.advise.facts;

/** The three answers to the question that this tool is about. */
public enum Model implements Word {
  THREADS,
  PROCESSES,
  ASYNC
}
