package dev.advise.practice;

import dev.advise.facts.Word;

/** What an examiner looks for (S2, points examined). */
public enum Group implements Word {
  THEORY,
  EXPERIENCE,
  DECISION,
  PERFORMANCE
}
