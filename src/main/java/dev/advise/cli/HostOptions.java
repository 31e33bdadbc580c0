package dev.advise.cli;

import dev.advise.facts.HostReport;
import dev.advise.facts.Printable;
import dev.advise.probe.HostReportFiles;
import dev.advise.probe.HostReportResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which host is judged for. */
final class HostOptions {

  @Option(
      names = "--host",
      paramLabel = "FILE",
      description = "Judge for the machine that this host report was measured on.")
  private Optional<Path> file;

  /**
   * The report of another host; empty: this host is judged for.
   *
   * @throws Refusal if the file holds no host report
   */
  Optional<HostReport> report() {
    return file.map(HostOptions::read);
  }

  private static HostReport read(Path file) {
    HostReportResult result = HostReportFiles.read(file);
    if (result instanceof HostReportResult.Accepted accepted) {
      return accepted.report();
    }
    String name = Printable.oneLine(file.toString());
    throw Refusal.ofFile(
        ((HostReportResult.Refused) result)
                .problems().stream()
                    .map(problem -> name + ":1:1: " + problem)
                    .collect(Collectors.joining("\n"))
            + "\n  expected: a host report, as advise probe --format json writes it");
  }
}
