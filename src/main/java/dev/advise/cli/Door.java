package dev.advise.cli;

import dev.advise.facts.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Takes the words of a command line to their command and its outcome to an exit code. */
final class Door {

  private static final String DEBUG = "--debug";

  /** The command that tells of all the others. */
  private static final String EVERYTHING = "completion";

  /** Words of lines that ask nothing of the shipped rules. */
  private static final Set<String> WITHOUT_RULES =
      Set.of("--version", "-V", "--rules", "--explain", "init", "practice", "probe");

  private final Shell shell;
  private final Faults faults;
  private final ShippedRules shipped = new ShippedRules();

  Door(Shell shell) {
    this.shell = shell;
    this.faults = new Faults(shell);
  }

  /** Runs the command that the arguments name; never throws. */
  int open(String... arguments) {
    List<String> words = List.of(arguments);
    try {
      if (words.stream().noneMatch(w -> WITHOUT_RULES.contains(w) || speaksOfAll(w))) {
        shipped.openAhead();
      }
      return commandLine(words).execute(arguments);
    } catch (Throwable t) {
      return faults.tell(t, words.contains(DEBUG)).code();
    } finally {
      shell.out().flush();
      shell.err().flush();
    }
  }

  /** The commands, ready to be executed. */
  CommandLine commandLine() {
    return commandLine(List.of(EVERYTHING));
  }

  /**
   * Those commands that a line's words may mean: to describe them all takes longer than to advise.
   */
  private CommandLine commandLine(List<String> words) {
    Map<String, Supplier<Object>> commands = commands();
    AdviseCommand root = new AdviseCommand(shell, faults, shipped, commands.keySet());
    CommandLine line = new CommandLine(root);
    boolean all = words.stream().anyMatch(Door::speaksOfAll);
    commands.forEach(
        (name, command) -> {
          if (all || words.contains(name)) {
            line.addSubcommand(command.get());
          }
        });
    return line.setOut(shell.out())
        .setErr(shell.err())
        // A file may well begin with an at sign.
        .setExpandAtFiles(false)
        // A folder of rules may well be called as the command is.
        .setAllowSubcommandsAsOptionParameters(true)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                shell.mayColour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setExitCodeExceptionMapper(e -> ExitStatus.FAULT.code())
        .setExecutionStrategy(this::execute)
        .setParameterExceptionHandler((e, arguments) -> misused(e))
        .setExecutionExceptionHandler((e, command, parsed) -> outcome(e, root.debug()).code());
  }

  private Map<String, Supplier<Object>> commands() {
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("probe", () -> new ProbeCommand(shell));
    commands.put("check", () -> new CheckCommand(shell, shipped));
    commands.put("adr", () -> new AdrCommand(shell, shipped));
    commands.put("rules", () -> new RulesCommand(shell, shipped));
    commands.put("init", () -> new InitCommand(shell));
    commands.put("practice", () -> new PracticeCommand(shell));
    commands.put(EVERYTHING, () -> new CompletionCommand(shell));
    return commands;
  }

  /** Help, alone or among other letters, and completion. */
  private static boolean speaksOfAll(String word) {
    return word.equals(EVERYTHING) || word.equals("--help") || word.matches("-[a-zA-Z]*h.*");
  }

  private ExitStatus outcome(Exception e, boolean debug) {
    if (e instanceof Refusal refusal) {
      return refused(refusal);
    }
    // Whoever owns the stream knows why nothing could be written, and tells.
    return e instanceof LostResults ? ExitStatus.FINE : faults.tell(e, debug);
  }

  private int execute(ParseResult parsed) {
    if (parsed.hasSubcommand()) {
      for (OptionSpec option : parsed.matchedOptions()) {
        if (!option.longestName().equals(DEBUG) && !option.usageHelp() && !option.versionHelp()) {
          String command = parsed.subcommand().commandSpec().name();
          throw new ParameterException(
              parsed.commandSpec().commandLine(),
              "%s stands before the command; write advise %s %s"
                  .formatted(option.longestName(), command, option.longestName()));
        }
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private ExitStatus refused(Refusal refusal) {
    refusal.getMessage().lines().map(Printable::oneLine).forEach(shell.err()::println);
    return ExitStatus.BAD_INPUT;
  }

  private int misused(ParameterException e) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    shell.err().println("advise: " + Misuse.describe(e));
    shell.err().println("  " + command + " --help tells what there is");
    return ExitStatus.BAD_INPUT.code();
  }
}
