package dev.advise.check;

import dev.advise.profile.ProfileFiles;
import dev.advise.profile.ProfileReader;
import dev.advise.profile.ProfileResult;
import dev.advise.profile.ProfileSource;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The profiles that are to be checked. */
final class ProfileShelf {

  private static final String STANDARD_INPUT = "-";

  private final Folder folder;
  private final CheckRequest request;
  private final byte[] stdin;

  ProfileShelf(Folder folder, CheckRequest request, byte[] stdin) {
    this.folder = folder;
    this.request = request;
    this.stdin = stdin;
  }

  /** Whether whole folders are checked, so that a service that is not met does not exist. */
  boolean isWhole() {
    return request.paths().stream().allMatch(this::isFolder);
  }

  /** Each profile once, in the order given. */
  List<ReadProfile> read() {
    List<ReadProfile> read = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String path : request.paths()) {
      if (path.equals(STANDARD_INPUT)) {
        String name = folder.shown(request.stdinName());
        if (seen.add(name)) {
          read.add(new ReadProfile(name, stdin, ProfileReader.read(name, stdin)));
        }
      } else {
        sources(path).stream()
            .filter(source -> seen.add(folder.shown(source.name())))
            .map(this::read)
            .forEach(read::add);
      }
    }
    return read;
  }

  private List<ProfileSource> sources(String path) {
    String resolved;
    try {
      resolved = folder.at(path).toString();
    } catch (BadInput bad) {
      resolved = path; // refused there, with a better message
    }
    String folderItself = resolved;
    return new ProfileFiles(InputStream.nullInputStream(), List.of())
        .sources(List.of(resolved)).stream()
            .filter(source -> !isWaivers(source))
            .filter(
                source ->
                    !(request.allowEmpty() && isFolder(path) && source.name().equals(folderItself)))
            .toList();
  }

  /** A waiver file may lie among the profiles; it is none of them. */
  private boolean isWaivers(ProfileSource source) {
    return folder.shown(source.name()).equals(folder.shown(request.waivers()))
        || Path.of(source.name()).endsWith(CheckRequest.WAIVERS);
  }

  private boolean isFolder(String path) {
    try {
      return Files.isDirectory(folder.at(path));
    } catch (BadInput bad) {
      return false;
    }
  }

  private ReadProfile read(ProfileSource source) {
    String file = folder.shown(source.name());
    ProfileResult result = source.read();
    return new ReadProfile(file, bytes(source.name()), result);
  }

  /** The bytes again, for the places of values; only of what was found to be a small file. */
  private byte[] bytes(String name) {
    try {
      return SmallFile.read(folder.at(name), name, SmallFile.MOST_BYTES).orElse(new byte[0]);
    } catch (BadInput bad) {
      return new byte[0];
    }
  }
}
