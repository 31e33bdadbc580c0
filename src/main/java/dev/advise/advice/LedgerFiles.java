package dev.advise.advice;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The YAML files of a rules folder that hold knowledge rather than rules. */
final class LedgerFiles {

  private LedgerFiles() {}

  /** The knowledge of a folder: whichever of claims, criteria and quantities it has. */
  static Map<String, Object> read(Path folder) throws IOException {
    Map<String, Object> document = new LinkedHashMap<>();
    for (String part : List.of("claims", "criteria", "quantities")) {
      Path file = folder.resolve(part + ".yaml");
      if (Files.isRegularFile(file)) {
        document.put(part, load(file));
      }
    }
    return document;
  }

  /** Writes the knowledge of a folder as the resource that {@link Ledger#shipped} reads. */
  static void compile(Path folder, Path target) throws IOException {
    Map<String, Object> document = read(folder);
    Ledger.of(document);
    Path file = target.resolve(Ledger.RESOURCE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, JSON.std.asString(document));
  }

  private static Object load(Path file) throws IOException {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (Reader reader = Files.newBufferedReader(file)) {
      return new Yaml(new SafeConstructor(options)).load(reader);
    } catch (RuntimeException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }
}
