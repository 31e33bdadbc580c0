package dev.advise.advice;

import dev.advise.facts.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of the user's own rules, compiled once for each content. They are code: whoever names
 * the folder runs it.
 */
record UserRules(CompiledRules rules, List<Claim> claims) {

  private static final Pattern SHIPPED_PACKAGE = Pattern.compile("^\\s*package\\s+rules\\b");

  /**
   * Compiles the folder's rules, unless the cache has classes of just this content.
   *
   * @throws BadRules if the folder holds no rule, cannot be read or does not compile
   */
  static UserRules compile(Path folder, Path cache) throws BadRules {
    if (!Files.isDirectory(folder)) {
      throw new BadRules(folder + ": not a folder of rules");
    }
    try {
      List<Path> files = RuleCompiler.ruleFiles(folder);
      if (files.isEmpty()) {
        throw new BadRules(folder + ": no rule in it; a rule is a file that ends in .drl");
      }
      for (Path file : files) {
        refuseShippedPackage(file);
      }
      Path compiled = cache.resolve("rules-" + hash(folder, files));
      if (!Files.isRegularFile(compiled.resolve(RuleCompiler.INDEX))) {
        compileInto(folder, cache, compiled);
      }
      return new UserRules(
          CompiledRules.in(compiled),
          Ledger.claimsOf(
              (List<?>) LedgerFiles.read(folder).getOrDefault("claims", List.of()),
              Ledger.shipped().quantities()));
    } catch (IOException | IllegalArgumentException | ClassCastException e) {
      throw new BadRules(folder + ": " + e.getMessage());
    }
  }

  /** Two rules of one package would be one package to the engine, and its classes would clash. */
  private static void refuseShippedPackage(Path file) throws IOException, BadRules {
    if (Files.readAllLines(file).stream().anyMatch(SHIPPED_PACKAGE.asPredicate())) {
      throw new BadRules(
          file
              + ":1:1: package rules.… is the shipped rules' own; name another that ends in the"
              + " criterion, e.g. team.throughput");
    }
  }

  /** Compiles beside the final place and moves it there whole: two runs at once do no harm. */
  private static void compileInto(Path folder, Path cache, Path compiled)
      throws IOException, BadRules {
    Files.createDirectories(cache);
    Path fresh = Files.createTempDirectory(cache, "rules-");
    try {
      RuleCompiler.compile(folder, fresh);
      Files.move(fresh, compiled, StandardCopyOption.ATOMIC_MOVE);
    } catch (java.nio.file.FileSystemException e) {
      if (!Files.isRegularFile(compiled.resolve(RuleCompiler.INDEX))) {
        throw e;
      }
    } finally {
      delete(fresh);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Of the rules' names and texts, and of this tool's own version of the words they use. */
  private static String hash(Path folder, List<Path> files) throws IOException {
    MessageDigest digest = sha256();
    digest.update(
        String.valueOf(RuleBase.class.getPackage().getImplementationVersion()).getBytes());
    for (Path file : files) {
      digest.update(folder.relativize(file).toString().getBytes());
      digest.update((byte) 0);
      digest.update(Files.readAllBytes(file));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
