package dev.advise.cli;

import dev.advise.check.Catalogue;
import dev.advise.check.FindingKind;
import dev.advise.facts.Runtimes;
import dev.advise.facts.Word;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The completion script of this program for shells. */
@Command(
    name = "completion",
    header = "Print the completion script for bash and zsh.",
    synopsisHeading = "%nUsage: ",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    footer = {"  source <(advise completion)"})
final class CompletionCommand implements Callable<Integer> {

  /** What keeps bash from completing with the names of files where picocli knows no words. */
  private static final String NO_FILES = "(?m)^ *type compopt .* compopt \\+o default\\n";

  /** Where picocli would complete a first word with commands alone, though it may be a profile. */
  private static final String NO_PROFILES = "    local positionals=\"\"\n";

  private static final String PROFILES =
      """
          type compopt &>/dev/null && compopt -o filenames 2>/dev/null
          local positionals=$(compgen -f -- "${curr_word}")
      """;

  private static final String WORDS_BY_BLANKS = "  local prev_word=${COMP_WORDS[COMP_CWORD-1]}\n";

  /** To bash the sign in --probe=off is a word of its own. */
  private static final String AND_BY_EQUAL_SIGNS =
      """
        if [ "${prev_word}" = "=" ]; then prev_word=${COMP_WORDS[COMP_CWORD-2]}; fi
      """;

  /** Of options whose Java type does not say them. */
  private static final Map<String, Supplier<List<String>>> WORDS =
      Map.of("--runtime", () -> Runtimes.SHIPPED, "--explain", CompletionCommand::findings);

  private final Shell shell;

  @Spec private CommandSpec spec;

  CompletionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    complete(root);
    shell
        .out()
        .print(
            AutoComplete.bash("advise", root)
                .replaceAll(NO_FILES, "")
                .replace(NO_PROFILES, PROFILES)
                .replace(WORDS_BY_BLANKS, WORDS_BY_BLANKS + AND_BY_EQUAL_SIGNS));
    return ExitStatus.FINE.code();
  }

  /** Tells every command what its arguments can be completed with. */
  private static void complete(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    for (OptionSpec option : List.copyOf(spec.options())) {
      List<String> words = words(option);
      if (!words.isEmpty()) {
        spec.remove(option);
        spec.addOption(
            OptionSpec.builder(option)
                .scopeType(ScopeType.LOCAL) // what commands below have of it is told there
                .completionCandidates(words)
                .build());
      }
    }
    command.getSubcommands().values().forEach(CompletionCommand::complete);
  }

  /** The words that an option is one of; picocli would offer the names of Java's constants. */
  private static List<String> words(OptionSpec option) {
    return option.typeInfo().getAuxiliaryTypes()[0].getEnumConstants() instanceof Word[] words
        ? Stream.of(words).map(Word::word).toList()
        : WORDS.getOrDefault(option.longestName(), List::of).get();
  }

  private static List<String> findings() {
    return Catalogue.shipped().kinds().stream().map(FindingKind::id).toList();
  }
}
