package dev.advise.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a baseline, when asked to and never of its own accord. */
public final class BaselineFile {

  private BaselineFile() {}

  /**
   * Writes what a run found as old debt. A baseline that is there already only loses what no longer
   * occurs; whoever wants a new one removes the old one first.
   *
   * @param root the folder that the name is relative to
   * @return what was written
   * @throws BadInput if there is a file of that name that is no baseline, or the run could not read
   *     all of its input, so that an entry would be lost for no reason
   */
  public static Baseline write(Path root, String name, CheckResult result)
      throws BadInput, IOException {
    Folder folder = new Folder(root.toAbsolutePath().normalize());
    if (result.outcomes().stream().anyMatch(CheckResult::isUnreadable)) {
      throw new BadInput(
          Place.of(folder.shown(name)), "no baseline is written of a run that could not read", "");
    }
    Path file = folder.at(name);
    Baseline baseline =
        Files.exists(file)
            ? BaselineShelf.read(folder, name).shrunkTo(result)
            : Baseline.of(result.outcomes());
    Files.writeString(file, baseline.text());
    return baseline;
  }
}
