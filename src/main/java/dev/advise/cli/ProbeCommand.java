package dev.advise.cli;

import dev.advise.advice.Advisor;
import dev.advise.facts.HostReport;
import dev.advise.facts.Printable;
import dev.advise.facts.Runtimes;
import dev.advise.probe.HostReportJson;
import dev.advise.probe.HostReports;
import dev.advise.probe.ProbeRequest;
import dev.advise.report.HostPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Measures this host. */
@Command(
    name = "probe",
    sortOptions = false,
    header = "Measure this host, and tell it or write a report to carry elsewhere.",
    description = {
      "%nWhat was measured is also kept for later runs. A report holds no host name, address or",
      "user name; another machine reads it with --host.%n"
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  advise probe",
      "  advise probe cpython --budget 10s",
      "  advise probe --format json --output production.json"
    })
final class ProbeCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      paramLabel = "RUNTIME",
      arity = "0..*",
      description = "The runtimes to measure: cpython, jvm, node, native (default: all).")
  private List<String> runtimes = List.of();

  @Mixin private OutputOptions output;
  @Mixin private BudgetOption budget;

  ProbeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    runtimes.stream().filter(r -> !Runtimes.SHIPPED.contains(r)).forEach(ProbeCommand::refuse);
    try (Results results = output.results(shell)) {
      Advisor advisor = Advisor.shipped();
      HostReport report = measure(advisor);
      HostPage page = new HostPage(RuleOptions.knowledge(advisor), report, shell.clock().instant());
      results.print(
          switch (output.format()) {
            case TEXT -> page.text(output.ink(shell));
            case JSON -> HostReportJson.write(report).stripTrailing() + "\n";
            case MARKDOWN -> page.markdown();
          });
    }
    return ExitStatus.FINE.code();
  }

  private HostReport measure(Advisor advisor) {
    List<String> asked = runtimes.isEmpty() ? Runtimes.SHIPPED : runtimes;
    try (ProgressLine progress =
        new ProgressLine(shell.err(), shell.terminals().err(), output.quiet())) {
      return new HostReports(shell.environment())
          .measure(
              new ProbeRequest(
                  asked,
                  Optional.empty(),
                  ProbeRequest.Mode.FRESH,
                  budget.budget(),
                  Set.of(),
                  asked.stream()
                      .flatMap(runtime -> Hosts.tests(runtime, advisor.claims()).stream())
                      .distinct()
                      .toList(),
                  System.nanoTime(),
                  Map.of()),
              progress);
    }
  }

  private static void refuse(String runtime) {
    throw Refusal.of(
        "there is no runtime %s%s; there are %s"
            .formatted(
                Printable.oneLine(runtime),
                Slips.nearest(runtime, Runtimes.SHIPPED)
                    .map(right -> ", did you mean " + right + "?")
                    .orElse(""),
                String.join(", ", Runtimes.SHIPPED)));
  }
}
