package dev.advise.cli;

import dev.advise.facts.Kind;
import dev.advise.facts.Level;
import dev.advise.facts.Runtimes;
import dev.advise.facts.Sharing;
import dev.advise.profile.ProfileTemplate;
import dev.advise.profile.ProfileTemplate.Answers;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Does once what users do most, so that the JVM can keep the classes that it takes. The launcher
 * starts it after a build. What it measures is soon forgotten: without an environment there is no
 * cache that could be touched.
 */
public final class TrainingRun {

  private TrainingRun() {}

  public static void main(String[] none) {
    System.exit(run(new FileOutputStream(FileDescriptor.out)).code());
  }

  /** Tells whether all that was done went well. */
  static ExitStatus run(OutputStream out) {
    boolean fine = does(out, "", "--version") && does(out, "", "--help");
    for (String runtime : Runtimes.SHIPPED) {
      for (Format format : Format.values()) {
        fine &= does(out, profile(runtime), "--probe", "off", "--format", format.word(), "-");
      }
    }
    // Whatever comes of measuring, it took the classes that measuring takes. A JVM that starts
    // without an archive spends most of a second before it measures.
    does(out, profile(Runtimes.JVM), "--budget", "1s", "-");
    does(out, "", "probe", Runtimes.JVM, "--budget", "3s");
    does(out, "", "probe", Runtimes.JVM, "--budget", "1s", "--format", "json");
    return fine ? ExitStatus.FINE : ExitStatus.FAULT;
  }

  private static String profile(String runtime) {
    return ProfileTemplate.text(
        new Answers(Kind.MIXED, Sharing.READ_WRITE, Level.PREFERRED, Level.REQUIRED, runtime), "");
  }

  private static boolean does(OutputStream out, String input, String... arguments) {
    return Main.run(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            out,
            out,
            Map.of("JAVA_HOME", System.getProperty("java.home")),
            arguments)
        == ExitStatus.FINE.code();
  }
}
