package dev.advise.cli;

import dev.advise.advice.Advisor;
import dev.advise.facts.HostFacts;
import dev.advise.facts.HostReport;
import dev.advise.facts.Profile;
import dev.advise.profile.ProfileFiles;
import dev.advise.profile.ProfileResult;
import dev.advise.report.check.Madr;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a decision down. */
@Command(
    name = "adr",
    sortOptions = false,
    header = "Write a profile's decision as a record (MADR 4).",
    description = {
      "%nThe decision is the profile's where it has one, else the one that is recommended. It is",
      "judged by the host report that is named, else by the textbook; nothing is measured.%n"
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  advise adr profiles/pay.yaml > docs/adr/0017-pay-runs-in-processes.md"})
final class AdrCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "PROFILE", description = "A profile, or - for standard input.")
  private String profile;

  @Mixin private HostOptions host;
  @Mixin private DayOption day;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the record to this file instead of standard output.")
  private Optional<Path> file;

  @Mixin private RuleOptions rules;

  AdrCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    HostReport report =
        host.report()
            .orElseGet(() -> new HostReport(HostFacts.unknown(), Map.of(), Optional.empty()));
    try (Results results = new Results(shell.out(), file)) {
      ProfileFiles files = new ProfileFiles(shell.in(), List.of());
      ProfileResult read =
          profile.equals("-") ? files.read(shell.in()) : files.read(Path.of(profile));
      if (read instanceof ProfileResult.Refused refused) {
        new Messages(shell.err()).problems(refused.problems());
        return ExitStatus.BAD_INPUT.code();
      }
      Profile accepted = ((ProfileResult.Accepted) read).profile();
      Advisor advisor = rules.advisor(shell);
      results.print(new Madr(day.day(shell), profile).tell(advisor.advise(accepted, report)));
      return ExitStatus.FINE.code();
    }
  }
}
