package dev.advise.profile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds and reads profiles without ever waiting for what is no file: what something is, is asked
 * before it is opened, and no more is read than a profile may have.
 */
public final class ProfileFiles {

  private static final String STANDARD_INPUT = "-";
  private static final String A_FILE =
      "a YAML file, a folder of such files, or - for standard input";

  private final InputStream standardInput;
  private final List<String> furtherRuntimes;

  /**
   * Reads {@code -} from the given stream.
   *
   * @param furtherRuntimes words for runtimes that the user has drivers for, beside the shipped
   */
  public ProfileFiles(InputStream standardInput, List<String> furtherRuntimes) {
    this.standardInput = standardInput;
    this.furtherRuntimes = List.copyOf(furtherRuntimes);
  }

  /**
   * The profiles that the given names stand for, in order: {@code -} for standard input, a folder
   * for its {@code *.yaml} and {@code *.yml} files by name (those of subfolders and hidden ones are
   * left out), anything else for itself. What cannot be found is a source whose reading says so.
   */
  public List<ProfileSource> sources(List<String> names) {
    List<ProfileSource> sources = new ArrayList<>();
    for (String name : names) {
      if (name.equals(STANDARD_INPUT)) {
        sources.add(ProfileSource.once(name, () -> read(standardInput)));
      } else {
        sources.addAll(sourcesAt(name));
      }
    }
    return sources;
  }

  /** Reads one file. */
  public ProfileResult read(Path path) {
    return read(path.toString(), path);
  }

  /** Reads a profile from a stream to its end, or to one byte more than a profile may have. */
  public ProfileResult read(InputStream in) {
    return readAll(STANDARD_INPUT, in);
  }

  private List<ProfileSource> sourcesAt(String name) {
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException e) {
      return List.of(refusing(name, "no file can have this name", A_FILE));
    }
    if (name.isEmpty()) {
      return List.of(refusing(name, "this name is empty", A_FILE));
    }
    if (!Files.isDirectory(path)) {
      return List.of(new ProfileSource(name, () -> read(name, path)));
    }
    try {
      List<Path> found = new ArrayList<>();
      try (DirectoryStream<Path> entries =
          Files.newDirectoryStream(path, ProfileFiles::isProfile)) {
        entries.forEach(found::add);
      }
      if (found.isEmpty()) {
        return List.of(refusing(name, "this folder holds no profile", "*.yaml or *.yml files"));
      }
      return found.stream()
          .sorted()
          .map(file -> new ProfileSource(file.toString(), () -> read(file.toString(), file)))
          .toList();
    } catch (IOException e) {
      return List.of(refusing(name, "this folder cannot be read", "permission to list it"));
    }
  }

  private static boolean isProfile(Path entry) {
    String name = entry.getFileName().toString();
    return !name.startsWith(".")
        && (name.endsWith(".yaml") || name.endsWith(".yml"))
        && !Files.isDirectory(entry);
  }

  private ProfileResult read(String name, Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        return refused(name, "this is a folder", "a YAML file");
      }
      if (!attributes.isRegularFile()) {
        return refused(name, "this is " + FileKind.of(path), A_FILE);
      }
      if (attributes.size() > ProfileReader.MOST_BYTES) {
        return refused(name, ProfileReader.TOO_LARGE, ProfileReader.ABOUT_A_PAGE);
      }
      try (InputStream in = Files.newInputStream(path)) {
        return readAll(name, in);
      }
    } catch (NoSuchFileException e) {
      // From Java 25 on this is also thrown where a file stands for a folder on the way.
      return isWithinFile(path)
          ? refused(name, "this file cannot be read: a file is no folder", A_FILE)
          : refused(name, "there is no such file", A_FILE);
    } catch (AccessDeniedException e) {
      return refused(name, "this file may not be read", "permission to read it");
    } catch (FileSystemException e) {
      String why = Optional.ofNullable(e.getReason()).orElse("the system does not say why");
      return refused(name, "this file cannot be read: " + why, A_FILE);
    } catch (IOException e) {
      return refused(name, "this file cannot be read: " + e.getMessage(), A_FILE);
    }
  }

  private static boolean isWithinFile(Path path) {
    Path parent = path.getParent();
    return parent != null && Files.isRegularFile(parent);
  }

  private ProfileResult readAll(String name, InputStream in) {
    try {
      return ProfileReader.read(name, in.readNBytes(ProfileReader.MOST_BYTES + 1), furtherRuntimes);
    } catch (IOException e) {
      return refused(name, "this cannot be read: " + e.getMessage(), A_FILE);
    }
  }

  private static ProfileSource refusing(String name, String message, String expected) {
    return new ProfileSource(name, () -> refused(name, message, expected));
  }

  private static ProfileResult refused(String name, String message, String expected) {
    return new ProfileResult.Refused(List.of(Problem.ofFile(name, message, expected)));
  }
}
