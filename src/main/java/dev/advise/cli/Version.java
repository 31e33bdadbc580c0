package dev.advise.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Which version of this program it is. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {line()};
  }

  /** E.g. {@code 0.1.0}; classes that no jar holds are version 0. */
  static String number() {
    return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
        .orElse("0.0.0");
  }

  /** E.g. {@code advise 0.1.0}; classes that no jar holds have no version. */
  static String line() {
    return "advise "
        + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");
  }
}
