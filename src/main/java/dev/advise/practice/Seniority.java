package dev.advise.practice;

import dev.advise.facts.Word;

/** From whom an answer is expected first. */
public enum Seniority implements Word {
  JUNIOR,
  SENIOR,
  STAFF
}
