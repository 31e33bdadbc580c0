package dev.advise.cli;

import dev.advise.facts.HostReport;
import dev.advise.facts.Printable;
import dev.advise.probe.HostReportFiles;
import dev.advise.probe.HostReportResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    return file.map(one -> read(List.of(one)).get(0));
  }

  /**
   * The reports in these files.
   *
   * @throws Refusal if one of them holds none; it tells what is wrong with each
   */
  static List<HostReport> read(List<Path> files) {
    List<HostReport> reports = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files) {
      HostReportResult result = HostReportFiles.read(file);
      if (result instanceof HostReportResult.Accepted accepted) {
        reports.add(accepted.report().asCarried());
      } else if (result instanceof HostReportResult.Refused refused) {
        refused.problems().forEach(problem -> problems.add(at(file, refused) + problem));
      }
    }
    if (!problems.isEmpty()) {
      problems.add("  expected: a host report, as advise probe --format json writes it");
      throw Refusal.ofFile(String.join("\n", problems));
    }
    return reports;
  }

  private static String at(Path file, HostReportResult.Refused refused) {
    return "%s:%d:%d: "
        .formatted(Printable.oneLine(file.toString()), refused.line(), refused.column());
  }
}
