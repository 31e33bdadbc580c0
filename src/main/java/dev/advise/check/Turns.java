package dev.advise.check;

import java.util.function.Consumer;
import java.util.function.Function;

/** How the work on many profiles is shared out. */
public interface Turns {

  /** One piece after the other, each taken before the next is begun. */
  Turns ONE_BY_ONE =
      new Turns() {
        @Override
        public <T, R> void each(Iterable<T> pieces, Function<T, R> work, Consumer<R> taker) {
          pieces.forEach(piece -> taker.accept(work.apply(piece)));
        }
      };

  /**
   * Does the work, several pieces at once if need be; what comes of them is taken one by one, in
   * their order, on the caller's thread.
   */
  <T, R> void each(Iterable<T> pieces, Function<T, R> work, Consumer<R> taker);
}
