package dev.advise.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "probe", header = "Measure this host.", synopsisHeading = "%nUsage: ")
final class ProbeCommand implements Callable<Integer> {

  ProbeCommand(Shell shell) {}

  @Override
  public Integer call() {
    return ExitStatus.FINE.code();
  }
}
