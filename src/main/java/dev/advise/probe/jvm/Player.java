package dev.advise.probe.jvm;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A standing thread that is kept on one CPU. Java cannot pin a thread, so the program `taskset`
 * does it from outside, by the thread's number in /proc.
 */
final class Player {

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "player");
            made.setDaemon(true);
            return made;
          });

  static Player free() {
    return new Player();
  }

  static Player pinned(int cpu) throws Exception {
    Player player = new Player();
    try {
      player.run(
          () -> {
            pinMe(cpu);
            return null;
          });
      return player;
    } catch (Exception e) {
      player.leave();
      throw e;
    }
  }

  private static void pinMe(int cpu) throws Exception {
    Path self = Path.of("/proc/thread-self");
    if (!Files.exists(self)) {
      throw new Absent("not-mounted", "no /proc/thread-self to find a thread's number in");
    }
    String task = Files.readSymbolicLink(self).getFileName().toString();
    int code =
        new ProcessBuilder("taskset", "-cp", String.valueOf(cpu), task)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != 0) {
      throw Absent.notPermitted("taskset would not pin to CPU " + cpu);
    }
  }

  /** Starts the work on this thread. */
  <T> Future<T> start(Callable<T> work) {
    return thread.submit(work);
  }

  /** Does the work on this thread and waits for it. */
  <T> T run(Callable<T> work) throws Exception {
    try {
      return start(work).get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private void leave() {
    thread.shutdownNow();
  }
}
