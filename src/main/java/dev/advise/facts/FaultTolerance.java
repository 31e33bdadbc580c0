package dev.advise.facts;

import java.util.Set;

/** How much a fault must cost no more than the task it happened in, and which faults. */
public record FaultTolerance(Level level, Set<Fault> against) {

  public boolean against(Fault fault) {
    return level != Level.NONE && against.contains(fault);
  }
}
