package dev.advise.cli;

import dev.advise.advice.Ledger;
import dev.advise.check.HostShelf;
import dev.advise.facts.HostReport;
import dev.advise.facts.Printable;
import dev.advise.facts.Runtimes;
import dev.advise.probe.HostReportJson;
import dev.advise.probe.HostReports;
import dev.advise.probe.ProbeRequest;
import dev.advise.report.Comparison;
import dev.advise.report.ComparisonPage;
import dev.advise.report.HostPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures this host, or compares what was measured of two. */
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
      "  advise probe --runtime cpython --interpreter python3.14t --budget 10s",
      "  advise probe --output production.json",
      "  advise probe --class prod-web --output hosts/prod-web.json",
      "  advise probe --driver ruby=./probe.rb --runtime ruby",
      "  advise probe --compare laptop.json production.json"
    })
final class ProbeCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(
      paramLabel = "RUNTIME",
      arity = "0..*",
      description = "As --runtime: what to measure.")
  private List<String> named = List.of();

  @Option(
      names = "--runtime",
      paramLabel = "RUNTIME",
      split = ",",
      description =
          "A runtime to measure: cpython, jvm, node, native, or that of a --driver; repeatable"
              + " (default: all).")
  private List<String> runtimes = List.of();

  @Option(
      names = "--interpreter",
      paramLabel = "PATH",
      description = "Which executable of the one runtime to measure (default: the first on PATH).")
  private Optional<String> interpreter;

  @Option(
      names = "--probe",
      paramLabel = "WHEN",
      defaultValue = "fresh",
      converter = ProbeOptions.Converter.class,
      description = "fresh (the default), cached, or off: the host's facts only.")
  private ProbeRequest.Mode mode;

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      description =
          "The class of hosts that a JSON report stands for, as profiles name it in platform.host.")
  private Optional<String> hostClass;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      arity = "2",
      description = "Measure nothing; tell where these two host reports differ.")
  private List<Path> compared = List.of();

  @Mixin private DriverOptions drivers;
  @Mixin private OutputOptions output;
  @Mixin private BudgetOption budget;

  ProbeCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    return (compared.isEmpty() ? measure() : compare()).code();
  }

  private ExitStatus measure() {
    Map<String, Path> own = drivers.byRuntime();
    List<String> known =
        Stream.concat(Runtimes.SHIPPED.stream(), own.keySet().stream()).distinct().toList();
    List<String> wanted = Stream.concat(named.stream(), runtimes.stream()).distinct().toList();
    wanted.stream()
        .filter(runtime -> !known.contains(runtime))
        .findFirst()
        .ifPresent(runtime -> refuse(runtime, known));
    if (interpreter.isPresent() && wanted.size() != 1) {
      throw Refusal.of("--interpreter is for one runtime; name it with --runtime");
    }
    if (hostClass.isPresent() && !HostShelf.isClass(hostClass.get())) {
      throw Refusal.of("--class takes a name of letters, digits, . _ -, which a file can have");
    }
    try (Results results = output.results(shell)) {
      Ledger ledger = Ledger.shipped();
      HostReport report = report(wanted.isEmpty() ? known : wanted, own, ledger);
      results.print(told(report, ledger));
    }
    return ExitStatus.FINE;
  }

  private String told(HostReport report, Ledger ledger) {
    if (output.format() == Format.JSON) {
      return HostReportJson.write(report, hostClass).stripTrailing() + "\n";
    }
    HostPage page =
        new HostPage(
            RuleOptions.knowledge(ledger),
            report,
            RuntimeVerdicts.of(ledger, report),
            shell.clock().instant());
    return output.format() == Format.MARKDOWN ? page.markdown() : page.text(output.ink(shell));
  }

  private HostReport report(List<String> wanted, Map<String, Path> own, Ledger ledger) {
    try (ProgressLine progress = ProgressLine.of(shell, output.quiet())) {
      return new HostReports(shell.environment())
          .measure(
              new ProbeRequest(
                  wanted,
                  interpreter,
                  mode,
                  budget.left(),
                  Set.of(),
                  wanted.stream()
                      .flatMap(runtime -> Hosts.tests(runtime, ledger.claims().values()).stream())
                      .distinct()
                      .toList(),
                  System.nanoTime(),
                  own),
              progress);
    }
  }

  private static void refuse(String runtime, List<String> known) {
    throw Refusal.of(
        "there is no runtime %s%s; there are %s, and any of yours with its driver: --driver NAME=PATH"
            .formatted(
                Printable.oneLine(runtime),
                Slips.nearest(runtime, known)
                    .map(right -> ", did you mean " + right + "?")
                    .orElse(""),
                String.join(", ", known)));
  }

  private ExitStatus compare() {
    if (!named.isEmpty() || !runtimes.isEmpty() || interpreter.isPresent()) {
      throw Refusal.of("--compare measures nothing, and takes two host reports and no runtime");
    }
    List<HostReport> reports = HostOptions.read(compared);
    try (Results results = output.results(shell)) {
      Ledger ledger = Ledger.shipped();
      ComparisonPage page =
          new ComparisonPage(
              RuleOptions.knowledge(ledger),
              Comparison.of(side(0, reports, ledger), side(1, reports, ledger)));
      results.print(
          switch (output.format()) {
            case TEXT -> page.text(output.ink(shell));
            case JSON -> page.json();
            case MARKDOWN -> page.markdown();
          });
    }
    return ExitStatus.FINE;
  }

  private Comparison.Side side(int which, List<HostReport> reports, Ledger ledger) {
    HostReport report = reports.get(which);
    return new Comparison.Side(
        compared.get(which).toString(), report, RuntimeVerdicts.of(ledger, report));
  }
}
