package dev.advise.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

  private final Shell shell;

  @Spec private CommandSpec spec;

  CompletionCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    shell.out().print(AutoComplete.bash("advise", spec.root().commandLine()));
    return ExitStatus.FINE.code();
  }
}
