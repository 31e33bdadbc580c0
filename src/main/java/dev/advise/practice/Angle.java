package dev.advise.practice;

import dev.advise.facts.Word;

/** The six angles from which an answer is given (S2, angles of an answer). */
public enum Angle implements Word {
  RESOURCE_USE,
  CONCURRENCY,
  DATA_SHARING_AND_COMMUNICATION,
  ERROR_HANDLING_AND_RECOVERY,
  STRUCTURE_AND_MAINTENANCE,
  OVERHEAD_AND_PERFORMANCE
}
