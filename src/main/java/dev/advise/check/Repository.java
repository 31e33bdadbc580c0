package dev.advise.check;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The git repository around a folder that is checked.
 *
 * @param root its topmost folder, absolute
 * @param folder the checked one, absolute
 */
public record Repository(Path root, Path folder) {

  /** That of a folder; where it is in none, the folder is taken for the root itself. */
  public static Repository around(Path folder) {
    Path checked = folder.toAbsolutePath().normalize();
    Optional<Path> root = Optional.of(checked);
    // A work tree beside the repository has a file of that name instead of a folder.
    while (root.isPresent() && !Files.exists(root.get().resolve(".git"))) {
      root = Optional.ofNullable(root.get().getParent());
    }
    return new Repository(root.orElse(checked), checked);
  }

  /** A file, as the checked folder knows it, by its path from the root, with slashes. */
  public String name(String file) {
    try {
      Path path = folder.resolve(file).normalize();
      return path.startsWith(root) ? root.relativize(path).toString().replace('\\', '/') : file;
    } catch (InvalidPathException e) {
      return file;
    }
  }
}
