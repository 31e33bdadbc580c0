package dev.advise.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Files as they are at one revision of a git repository. What the user names is resolved to a hash
 * first, behind {@code --end-of-options}, and only the hash and a path are then asked for; blobs
 * are read as they are stored, so that no filter, textconv or hook of the repository is run.
 */
final class GitRevision {

  private static final long MOST_SECONDS = 20;

  private final Path folder;
  private final String commit;

  private GitRevision(Path folder, String commit) {
    this.folder = folder;
    this.commit = commit;
  }

  /**
   * A revision.
   *
   * @param name a branch, a tag or a hash
   * @throws BadInput if there is no such revision here, or no git
   */
  static GitRevision of(Path folder, String name, Place place) throws BadInput {
    String expected = "a commit that this clone has; CI often fetches only the newest";
    boolean isPlain = name.chars().allMatch(c -> c > ' ' && c != ':' && c < 127);
    if (name.isEmpty() || !isPlain) {
      throw new BadInput(place, "\"" + name + "\" is no revision", expected);
    }
    Printed printed =
        run(
            folder,
            place,
            ProcessBuilder.Redirect.PIPE,
            List.of("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"));
    String told = new String(printed.bytes(), StandardCharsets.UTF_8).strip();
    String commit = told.substring(told.lastIndexOf('\n') + 1);
    if (printed.isWell() && commit.matches("[0-9a-f]{40,64}")) {
      return new GitRevision(folder, commit);
    }
    // It is quiet about a revision that is not there; whatever it says is another trouble.
    String what =
        told.isEmpty()
            ? "git knows no revision \"" + name + "\" here"
            : "git cannot be asked for a revision here: " + told.lines().findFirst().orElse("");
    throw new BadInput(place, what, expected);
  }

  /**
   * A file at that revision; empty where it had none.
   *
   * @param name relative to the folder, with slashes
   */
  Optional<byte[]> read(String name, Place place) throws BadInput {
    Printed printed =
        run(
            folder,
            place,
            ProcessBuilder.Redirect.DISCARD,
            List.of("cat-file", "blob", commit + ":./" + name));
    return Optional.of(printed.bytes()).filter(b -> printed.isWell());
  }

  /** What git printed, and whether it ended well. */
  private record Printed(boolean isWell, byte[] bytes) {}

  /**
   * Runs git.
   *
   * @param complaints where its complaints go; a pipe joins them to what it prints
   */
  private static Printed run(
      Path folder, Place place, ProcessBuilder.Redirect complaints, List<String> arguments)
      throws BadInput {
    List<String> command = new ArrayList<>(List.of("git", "--no-pager"));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
            .redirectErrorStream(complaints == ProcessBuilder.Redirect.PIPE)
            .redirectError(complaints);
    builder
        .environment()
        .putAll(
            Map.of(
                "GIT_TERMINAL_PROMPT", "0", "GIT_NO_LAZY_FETCH", "1", "GIT_OPTIONAL_LOCKS", "0"));
    try {
      Process git = builder.start();
      try {
        byte[] printed = output(git);
        boolean isWell = git.waitFor(MOST_SECONDS, TimeUnit.SECONDS) && git.exitValue() == 0;
        return new Printed(isWell && printed.length <= SmallFile.MOST_BYTES, printed);
      } finally {
        git.destroyForcibly();
      }
    } catch (IOException e) {
      throw new BadInput(place, "git cannot be run", "git on PATH, for --waivers-from");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BadInput(place, "git was interrupted", "a run to its end");
    }
  }

  private static byte[] output(Process git) throws InterruptedException, BadInput {
    CompletableFuture<byte[]> reading =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return git.getInputStream().readNBytes(SmallFile.MOST_BYTES + 1);
              } catch (IOException e) {
                return new byte[0];
              }
            });
    try {
      return reading.get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      return new byte[0];
    }
  }
}
