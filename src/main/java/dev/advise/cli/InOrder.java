package dev.advise.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Many pieces of work, done by several threads, their results taken one by one in the order of the
 * pieces. Only so many are under way at once: memory does not grow with their number.
 */
final class InOrder {

  /** Pieces per thread that may be under way: one slow piece does not keep the others waiting. */
  private static final int AHEAD = 4;

  private final int threads;

  private InOrder(int threads) {
    this.threads = threads;
  }

  /** All by the caller's thread, each piece taken before the next is begun. */
  static InOrder byOne() {
    return by(1);
  }

  /** By as many threads as this process may use processors. */
  static InOrder byAll() {
    return by(Runtime.getRuntime().availableProcessors());
  }

  /** By so many threads. */
  static InOrder by(int threads) {
    return new InOrder(threads);
  }

  /**
   * Does the work. What the work or the taker throws ends it, the work when its turn comes.
   *
   * @param taker is called on the caller's thread only
   */
  <T, R> void each(Iterable<T> pieces, Function<T, R> work, Consumer<R> taker) {
    Iterator<T> left = pieces.iterator();
    if (threads == 1) {
      left.forEachRemaining(piece -> taker.accept(work.apply(piece)));
      return;
    }
    if (left.hasNext()) {
      T first = left.next();
      if (left.hasNext()) {
        several(first, left, work, taker);
      } else {
        taker.accept(work.apply(first)); // a thread would not pay
      }
    }
  }

  private <T, R> void several(T first, Iterator<T> left, Function<T, R> work, Consumer<R> taker) {
    ExecutorService workers = Executors.newFixedThreadPool(threads, InOrder::daemon);
    try {
      Deque<Future<R>> underWay = new ArrayDeque<>();
      underWay.add(workers.submit(() -> work.apply(first)));
      while (!underWay.isEmpty()) {
        while (left.hasNext() && underWay.size() < threads * AHEAD) {
          T next = left.next();
          underWay.add(workers.submit(() -> work.apply(next)));
        }
        taker.accept(outcome(underWay.remove()));
      }
    } finally {
      workers.shutdownNow();
    }
  }

  private static <R> R outcome(Future<R> piece) {
    try {
      return piece.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause(); // a Function throws nothing else
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the work was interrupted", e);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "advise-worker");
    thread.setDaemon(true); // the end of the program waits for nobody
    return thread;
  }
}
