package dev.advise.advice;

import dev.advise.facts.Argument;
import dev.advise.facts.Exclusion;
import dev.advise.facts.Warning;
import java.util.List;

/** What {@link Bench#STANDING} said, and of what facts. */
record Standing(
    List<Object> facts,
    List<Argument> arguments,
    List<Exclusion> exclusions,
    List<Warning> warnings) {

  /** Before anything was asked. */
  static final Standing UNASKED = new Standing(List.of(), List.of(), List.of(), List.of());
}
