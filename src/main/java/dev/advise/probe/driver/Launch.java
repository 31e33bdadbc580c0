package dev.advise.probe.driver;

import java.nio.file.Path;
import java.util.List;

/**
 * How a driver is started.
 *
 * @param program the runtime's executable, or the driver's own where it needs no other
 * @param driverHash of the driver's content
 */
public record Launch(List<String> command, Path program, String driverHash) {

  public Launch {
    command = List.copyOf(command);
  }
}
