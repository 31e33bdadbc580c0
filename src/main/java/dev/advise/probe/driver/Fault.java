package dev.advise.probe.driver;

import dev.advise.facts.Reading;
import dev.advise.facts.Reason;

/**
 * What went wrong with a driver.
 *
 * @param detail a phrase for people, fit to follow the runtime's name and a colon
 */
public record Fault(Reason reason, String detail) {

  public <T> Reading<T> asReading() {
    return Reading.unknown(reason, detail);
  }
}
