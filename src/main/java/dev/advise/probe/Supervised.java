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

  Supervised(Driver driver, Supplier<Reading<Driver>> starter) {
    this.driver = driver;
    this.starter = starter;
  }

  @Override
  public Answer measure(Batch batch, Deadline deadline) {
    if (broken.isPresent() && !restarted()) {
      return new Answer(List.of(), broken);
    }
    Answer answer = driver.measure(batch, deadline);
    broken = answer.fault();
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

  /** Processor seconds of the one that lives; those of the dead are counted as this program's. */
  double processorSeconds() {
    return broken.isPresent() ? 0 : driver.processorSeconds();
  }

  /** Threads that it and its children are made of, as far as that is told. */
  long tasks() {
    return driver.tasks();
  }

  @Override
  public void close() {
    driver.close();
  }
}
