package dev.advise.cli;

import dev.advise.advice.Advisor;
import dev.advise.advice.BadRules;
import dev.advise.advice.Ledger;
import dev.advise.report.Knowledge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Which rules are consulted. */
final class RuleOptions {

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description =
          "Consult this folder's rules too. RULES ARE CODE, and are run: name only a folder that"
              + " you would run a program from.")
  private Optional<Path> folder;

  private final ShippedRules shipped;

  RuleOptions(ShippedRules shipped) {
    this.shipped = shipped;
  }

  /** The user's own rules, if any. */
  Optional<Path> folder() {
    return folder;
  }

  /**
   * Opens the rule base.
   *
   * @throws Refusal if the user's rules cannot be used
   */
  Advisor advisor(Shell shell) {
    if (folder.isEmpty()) {
      return shipped.advisor();
    }
    try {
      return Advisor.withRules(folder.get(), shell.cache().orElseGet(RuleOptions::ownFolder));
    } catch (BadRules e) {
      throw Refusal.ofFile(e.getMessage());
    }
  }

  /** What reports must know of the claims. */
  static Knowledge knowledge(Ledger ledger) {
    return Knowledge.of(
        ledger.claims().values(),
        byQuantity(ledger, Ledger.Quantity::unit),
        byQuantity(ledger, Ledger.Quantity::says));
  }

  private static Map<String, String> byQuantity(
      Ledger ledger, Function<Ledger.Quantity, String> what) {
    return ledger.quantities().values().stream()
        .collect(Collectors.toMap(Ledger.Quantity::id, what));
  }

  /** A folder for this run, which nobody else may write to: what stands there will be run. */
  private static Path ownFolder() {
    try {
      return Files.createTempDirectory("advise-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
