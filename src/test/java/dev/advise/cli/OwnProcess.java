package dev.advise.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The program in a process of its own, for what depends on the folder that it is started in. */
record OwnProcess(int code, String out) {

  /** The command that starts it with this test's classes. */
  static List<String> command(List<String> jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    return command;
  }

  static OwnProcess run(Path in, List<String> jvmOptions, String... words)
      throws IOException, InterruptedException {
    List<String> command = command(jvmOptions);
    command.addAll(List.of(words));
    return of(in, command);
  }

  /** Any command, its complaints shown with the test's. */
  static OwnProcess of(Path in, List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(in.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] told = process.getInputStream().readAllBytes();
    return new OwnProcess(process.waitFor(), new String(told, StandardCharsets.UTF_8));
  }
}
