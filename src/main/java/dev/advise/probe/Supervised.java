package dev.advise.probe;

import dev.advise.facts.Reading;
import dev.advise.probe.driver.Answer;
import dev.advise.probe.driver.Batch;
import dev.advise.probe.driver.Deadline;
import dev.advise.probe.driver.Driver;
import dev.advise.probe.driver.Fault;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A driver that is started anew after it broke off, a few times. */
final class Supervised implements Sampler, AutoCloseable {

  private static final int MOST_RESTARTS = 3;

  private final Supplier<Reading<Driver>> starter;
  private Driver driver;
  private Optional<Fault> broken = Optional.empty();
  private int restarts;
  private double secondsOfTheDead;

  Supervised(Driver driver, Supplier<Reading<Driver>> starter) {
    this.driver = driver;
    this.starter = starter;
  }

  @Override
  public Answer measure(Batch batch, Deadline deadline) {
    if (broken.isPresent() && !restarted()) {
      return new Answer(List.of(), broken);
    }
    double before = driver.processorSeconds();
    Answer answer = driver.measure(batch, deadline);
    broken = answer.fault();
    if (broken.isPresent()) {
      secondsOfTheDead += before;
    }
    return answer;
  }

  private boolean restarted() {
    if (restarts == MOST_RESTARTS) {
      return false;
    }
    restarts++;
    driver.close();
    Optional<Driver> another = starter.get().toOptional();
    another.ifPresent(started -> driver = started);
    return another.isPresent();
  }

  /** Processor seconds that all of them have used. */
  double processorSeconds() {
    return secondsOfTheDead + (broken.isPresent() ? 0 : driver.processorSeconds());
  }

  @Override
  public void close() {
    driver.close();
  }
}
