package dev.advise.facts;

import java.util.Optional;
import java.util.function.Function;

/** Something asked for: known, or unknown for a reason. Unknown is a value, never a default. */
public sealed interface Reading<T> {

  /** What was asked for. */
  record Known<T>(T value) implements Reading<T> {}

  /**
   * Why it is not known.
   *
   * @param detail a phrase for people, e.g. {@code no python3 on PATH}
   */
  record Unknown<T>(Reason reason, String detail) implements Reading<T> {}

  static <T> Reading<T> known(T value) {
    return new Known<>(value);
  }

  static <T> Reading<T> unknown(Reason reason, String detail) {
    return new Unknown<>(reason, detail);
  }

  /** The value, if it is known. */
  default Optional<T> toOptional() {
    return this instanceof Known<T> known ? Optional.of(known.value()) : Optional.empty();
  }

  /** One answer for either case. */
  default <R> R fold(Function<T, R> onKnown, Function<Unknown<T>, R> onUnknown) {
    return this instanceof Known<T> known
        ? onKnown.apply(known.value())
        : onUnknown.apply((Unknown<T>) this);
  }
}
