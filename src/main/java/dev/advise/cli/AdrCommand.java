package dev.advise.cli;

import dev.advise.check.BadInput;
import dev.advise.check.HostEvidence;
import dev.advise.check.HostShelf;
import dev.advise.check.Place;
import dev.advise.facts.Profile;
import dev.advise.facts.Recommendation;
import dev.advise.profile.ProfileFiles;
import dev.advise.profile.ProfileResult;
import dev.advise.report.check.Madr;
import java.nio.file.Path;
import java.util.List;
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
      "%nThe decision is the profile's where it has one, else the one that is recommended. Nothing is",
      "measured: it is judged as check does, by --host, else by hosts/CLASS.json for a profile that",
      "names platform.host: CLASS, else by the textbook.%n"
    },
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  advise adr profiles/pay.yaml > docs/adr/0017-pay-runs-in-processes.md"})
final class AdrCommand implements Callable<Integer> {

  private final Shell shell;

  @Parameters(paramLabel = "PROFILE", description = "A profile, or - for standard input.")
  private String profile;

  @Option(names = "--host", paramLabel = "FILE", description = "Judge by this host report.")
  private Optional<String> host;

  @Mixin private DayOption day;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the record to this file instead of standard output.")
  private Optional<Path> file;

  @Mixin private final RuleOptions rules;

  AdrCommand(Shell shell, ShippedRules shipped) {
    this.shell = shell;
    this.rules = new RuleOptions(shipped);
  }

  @Override
  public Integer call() {
    try (Results results = new Results(shell.out(), file)) {
      ProfileFiles files = new ProfileFiles(shell.in(), List.of());
      ProfileResult read =
          profile.equals("-") ? files.read(shell.in()) : files.read(Path.of(profile));
      if (read instanceof ProfileResult.Refused refused) {
        new Messages(shell.err()).problems(refused.problems());
        return ExitStatus.BAD_INPUT.code();
      }
      results.print(record(((ProfileResult.Accepted) read).profile()));
      return ExitStatus.FINE.code();
    }
  }

  private String record(Profile decided) {
    HostEvidence evidence = evidence(decided);
    Recommendation advice = rules.advisor(shell).advise(decided, evidence.report());
    return Madr.tell(advice, day.day(shell), profile, evidence.name());
  }

  private HostEvidence evidence(Profile decided) {
    try {
      return new HostShelf(Path.of(""), host).evidence(decided, Place.of(profile));
    } catch (BadInput bad) {
      Place place = bad.place();
      throw Refusal.ofFile(
          "%s:%d:%d: %s\n  expected: %s"
              .formatted(
                  place.file(),
                  place.line(),
                  place.points().start(),
                  bad.getMessage(),
                  bad.expected()));
    }
  }
}
