package dev.advise.practice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files that are shipped with the program, in folders or within its jar. */
final class Shipped {

  private Shipped() {}

  /**
   * The bytes of the files of a resource folder with that ending, by name; none if it is absent.
   */
  static Map<String, byte[]> files(String folder, String ending) {
    URL url = Shipped.class.getClassLoader().getResource(folder);
    if (url == null) {
      return Map.of();
    }
    try {
      URI uri = url.toURI();
      if (!"jar".equals(uri.getScheme())) {
        return read(Path.of(uri), ending);
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return read(jar.getPath("/" + folder), ending);
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(folder, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One shipped text. */
  static String text(String resource) {
    try (var in = Shipped.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not shipped");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sentences of a shipped file, by what each is about. */
  static Map<String, String> sentences(String resource) {
    Map<String, String> sentences = new LinkedHashMap<>();
    ((Map<?, ?>) Plain.of(Plain.compose(text(resource))))
        .forEach((about, text) -> sentences.put(String.valueOf(about), String.valueOf(text)));
    return sentences;
  }

  private static Map<String, byte[]> read(Path folder, String ending) throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.list(folder)) {
      found = files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
    Map<String, byte[]> files = new TreeMap<>();
    for (Path file : found) {
      files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
    }
    return files;
  }
}
