package dev.advise.probe.driver;

import java.time.Duration;

/** A program of its own that is in the middle of measuring: it is told to end from outside. */
final class Held {

  private Held() {}

  public static void main(String[] way) {
    Workspace workspace = Workspace.open(System.getenv());
    Driver driver =
        Driver.start(Fakes.launch(way[0]), workspace, new Discretion(System.getenv()))
            .toOptional()
            .orElseThrow();
    System.out.println("measuring");
    driver.describe(Deadline.in(Duration.ofMinutes(5)));
    try {
      Thread.sleep(Duration.ofMinutes(5).toMillis());
    } catch (InterruptedException never) {
      Thread.currentThread().interrupt();
    }
  }
}
