package dev.advise.probe;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads host reports from files; what is no regular file of a sensible size is refused unread. */
public final class HostReportFiles {

  private HostReportFiles() {}

  /** The report in that file. */
  public static HostReportResult read(Path file) {
    if (Files.isDirectory(file)) {
      return HostReportJson.refused("is a directory");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return HostReportJson.refused("is not a regular file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return HostReportJson.read(in.readNBytes(HostReportJson.MOST_BYTES + 1));
    } catch (NoSuchFileException missing) {
      return HostReportJson.refused("does not exist");
    } catch (AccessDeniedException denied) {
      return HostReportJson.refused("may not be read");
    } catch (IOException broken) {
      return HostReportJson.refused("cannot be read");
    }
  }
}
