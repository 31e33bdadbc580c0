package dev.advise.check;

import dev.advise.profile.ProfileFiles;
import dev.advise.profile.ProfileReader;
import dev.advise.profile.ProfileResult;
import dev.advise.profile.ProfileSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

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

  /** Each profile once, in the order given, to be read when it is its turn. */
  List<Supplier<ReadProfile>> unread() {
    List<Supplier<ReadProfile>> unread = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String path : request.paths()) {
      if (path.equals(STANDARD_INPUT)) {
        String name = folder.shown(request.stdinName());
        if (seen.add(name)) {
          unread.add(
              () ->
                  new ReadProfile(
                      name, stdin, ProfileReader.read(name, stdin, request.furtherRuntimes())));
        }
      } else {
        sources(path).stream()
            .filter(source -> seen.add(folder.shown(source.name())))
            .forEach(source -> unread.add(() -> read(source)));
      }
    }
    return unread;
  }

  /** A folder stands for all profiles in it and below it, so that none is passed over unseen. */
  private List<ProfileSource> sources(String path) {
    try {
      Path at = folder.at(path);
      if (!Files.isDirectory(at)) {
        return named(at.toString());
      }
      List<ProfileSource> found =
          below(at).stream()
              .flatMap(file -> named(file.toString()).stream())
              .filter(source -> !isWaivers(source))
              .toList();
      return found.isEmpty() && !request.allowEmpty() ? named(at.toString()) : found;
    } catch (BadInput bad) {
      return named(path); // refused there, with a better message
    }
  }

  private List<ProfileSource> named(String name) {
    return new ProfileFiles(InputStream.nullInputStream(), request.furtherRuntimes())
        .sources(List.of(name));
  }

  /**
   * Files that may be profiles, by path. Hidden ones are left out, and links to folders are not
   * followed: they may lead round in a circle. A folder that cannot be read stands for itself.
   */
  private static List<Path> below(Path folder) {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
              return each.equals(folder) || !isHidden(each)
                  ? FileVisitResult.CONTINUE
                  : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
              if (isYaml(each) && !isHidden(each) && !Files.isDirectory(each)) {
                found.add(each);
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path each, IOException failure) {
              found.add(each);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      found.add(folder);
    }
    return found.stream().sorted().toList();
  }

  private static boolean isHidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private static boolean isYaml(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith(".yaml") || name.endsWith(".yml");
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
