package dev.advise.facts;

import java.util.Set;

/** How much one task must be kept from another's memory, and from doing what. */
public record Isolation(Level level, Set<Threat> against) {

  public boolean against(Threat threat) {
    return level != Level.NONE && against.contains(threat);
  }
}
