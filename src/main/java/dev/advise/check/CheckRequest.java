package dev.advise.check;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What to check, and how strictly.
 *
 * @param root the folder that names are relative to, absolute
 * @param paths files, folders, or {@code -} for standard input
 * @param furtherRuntimes what profiles may name as their runtime beside the shipped ones
 * @param stdinName what standard input is called in reports
 * @param today the day of the check
 * @param host the host report to judge by, whatever the profiles name
 * @param waivers the waiver file's name; only that of the default need not exist
 * @param waiversFrom the git revision to read waivers from
 * @param baseline the baseline's name; it must exist
 * @param failOn from which level on an open finding fails the check
 * @param mostHostDays how old a host report may be
 * @param allowEmpty whether finding nothing to check is fine
 * @param allowUnmeasured whether judging everything by the textbook is fine
 */
public record CheckRequest(
    Path root,
    List<String> paths,
    List<String> furtherRuntimes,
    String stdinName,
    LocalDate today,
    Optional<String> host,
    String waivers,
    Optional<String> waiversFrom,
    Optional<String> baseline,
    FailOn failOn,
    long mostHostDays,
    boolean allowEmpty,
    boolean allowUnmeasured) {

  public static final String WAIVERS = "advise-waivers.yaml";
  public static final long HOST_DAYS = 90;

  /** One byte more than a profile may have, so that one that is too large is seen to be. */
  public static final int MOST_STDIN_BYTES = SmallFile.MOST_BYTES + 1;

  public CheckRequest {
    root = root.toAbsolutePath().normalize();
    paths = List.copyOf(paths);
    furtherRuntimes = List.copyOf(furtherRuntimes);
  }
}
