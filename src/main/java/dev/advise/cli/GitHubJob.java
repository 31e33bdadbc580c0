package dev.advise.cli;

import dev.advise.check.CheckResult;
import dev.advise.report.check.CheckMarkdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Option;

/** What a job on GitHub shows beside its log: notes at the lines of a change, and a summary. */
final class GitHubJob {

  @Option(
      names = "--no-annotations",
      description = "No annotations and no job summary where GitHub runs this.")
  private boolean off;

  /**
   * Tells GitHub, where it runs this; changes no verdict.
   *
   * @param isAnnotated whether standard output has the annotations already
   */
  void tell(CheckResult result, boolean isAnnotated, Shell shell) {
    if (off || !shell.isSet("GITHUB_ACTIONS")) {
      return;
    }
    if (!isAnnotated) {
      // GitHub reads commands from standard error too, and there they spoil no format.
      shell.err().print(CheckFormat.annotations().tell(result));
    }
    String summary = shell.environment().getOrDefault("GITHUB_STEP_SUMMARY", "");
    if (!summary.isEmpty()) {
      try {
        Files.writeString(
            Path.of(summary),
            new CheckMarkdown().tell(result),
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
      } catch (IOException | InvalidPathException e) {
        shell.err().println("advise: the job summary could not be written");
      }
    }
  }
}
