package dev.advise.facts;

import java.util.function.Supplier;

/**
 * A value that is dear to come by and often not asked for: worked out once, when it first is. Safe
 * to ask from several threads; equal to another of an equal value, which asks for both.
 */
public final class Lazy<T> {

  private Supplier<T> source;
  private T value;

  private Lazy(Supplier<T> source, T value) {
    this.source = source;
    this.value = value;
  }

  /** That value. */
  public static <T> Lazy<T> of(T value) {
    return new Lazy<>(null, value);
  }

  /** Whatever this gives when it is asked, which may be never. */
  public static <T> Lazy<T> by(Supplier<T> source) {
    return new Lazy<>(source, null);
  }

  /** The value. */
  public synchronized T get() {
    if (source != null) {
      value = source.get();
      source = null; // and whatever it holds on to
    }
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Lazy<?> lazy && get().equals(lazy.get());
  }

  @Override
  public int hashCode() {
    return get().hashCode();
  }

  @Override
  public String toString() {
    return get().toString();
  }
}
