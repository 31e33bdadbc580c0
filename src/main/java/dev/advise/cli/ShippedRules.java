package dev.advise.cli;

import dev.advise.advice.Advisor;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The advisor with the shipped rules. Opening them takes about as long as reading the command line,
 * the profile and the host, so it can go on meanwhile.
 */
final class ShippedRules {

  private final FutureTask<Advisor> opening = new FutureTask<>(Advisor::shipped);

  /** Begins to open them, on a thread of their own. */
  void openAhead() {
    Thread thread = new Thread(opening, "advise-rules");
    thread.setDaemon(true); // the end of the program waits for nobody
    thread.start();
  }

  /** The advisor, once the rules are open. */
  Advisor advisor() {
    opening.run(); // does nothing where it was begun
    try {
      return opening.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause(); // opening throws nothing else
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("opening the rules was interrupted", e);
    }
  }
}
