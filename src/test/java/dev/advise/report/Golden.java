package dev.advise.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Texts kept as files. Run the tests with {@code -Dgolden=write} to write them anew, and read the
 * difference before you commit it.
 */
public final class Golden {

  private static final Path FOLDER = Path.of("src/test/resources/dev/advise/report");

  private Golden() {}

  static void assertGolden(String file, String actual) throws IOException {
    assertGolden(FOLDER.resolve(file), actual);
  }

  /** Fails unless the file holds that text. */
  public static void assertGolden(Path golden, String actual) throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      Files.writeString(golden, actual);
    }
    assertEquals(Files.readString(golden), actual, golden + " (-Dgolden=write renews it)");
  }
}
