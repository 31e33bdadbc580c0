package dev.advise.check;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder that is checked, and names of files in it.
 *
 * @param root absolute
 */
record Folder(Path root) {

  /** The file of that name. */
  Path at(String name) throws BadInput {
    try {
      return root.resolve(name).normalize();
    } catch (InvalidPathException e) {
      throw new BadInput(Place.of(name), "no file can have this name", "the name of a file");
    }
  }

  Optional<byte[]> read(String name, int most) throws BadInput {
    return SmallFile.read(at(name), shown(name), most);
  }

  /** As reports show it: relative to the folder where it is within, with slashes. */
  String shown(String name) {
    try {
      Path path = root.resolve(name).normalize();
      Path shown = path.startsWith(root) ? root.relativize(path) : path;
      String text = shown.toString().replace('\\', '/');
      return text.isEmpty() ? "." : text;
    } catch (InvalidPathException e) {
      return name;
    }
  }

  /** Whether a name leads to somewhere within. */
  boolean holds(String name) {
    try {
      return root.resolve(name).normalize().startsWith(root);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
