package dev.advise.facts;

/**
 * One known fact of the host, as rules read it; absent where it is not known.
 *
 * @param fact its id, e.g. {@code memory.oom-group}
 */
public record HostReading(String fact, Object value) {

  /** The number it holds; 0 for a word. */
  public double number() {
    return value instanceof Number n ? n.doubleValue() : 0;
  }

  public String text() {
    return String.valueOf(value);
  }

  public boolean yes() {
    return Boolean.TRUE.equals(value);
  }
}
