package dev.advise.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileFilesTest {

  @TempDir Path folder;

  private final ProfileFiles files = new ProfileFiles(InputStream.nullInputStream(), List.of());

  @Test
  void a_file_is_read() throws IOException {
    Path file = Files.writeString(folder.resolve("api.yaml"), "workload: mixed");
    ProfileResult result = files.read(file);
    assertEquals("api", ((ProfileResult.Accepted) result).profile().name());
  }

  @Test
  void standard_input_is_read_when_it_is_its_turn() {
    InputStream in = new ByteArrayInputStream("workload: odd".getBytes(StandardCharsets.UTF_8));
    ProfileSource source = new ProfileFiles(in, List.of()).sources(List.of("-")).get(0);
    assertEquals("-", source.name());
    assertTrue(Reading.text(Reading.problems(source.read())).startsWith("-:1:11: "));
  }

  @Test
  void standard_input_that_never_ends_is_left_at_one_mebibyte() {
    InputStream endless = new SequenceInputStream(new Zeros(), new Zeros());
    ProfileResult result = files.read(endless);
    assertTrue(Reading.text(Reading.problems(result)).contains("larger than 1 MiB"));
  }

  @Test
  void a_folder_stands_for_its_yaml_files_by_name() throws IOException {
    for (String name : List.of("b.yml", "a.yaml", "c.json", ".hidden.yaml", "z.yaml.bak")) {
      Files.writeString(folder.resolve(name), "workload: mixed");
    }
    Files.createDirectory(folder.resolve("sub.yaml"));
    List<ProfileSource> sources = files.sources(List.of(folder.toString()));
    assertEquals(
        List.of(folder.resolve("a.yaml").toString(), folder.resolve("b.yml").toString()),
        sources.stream().map(ProfileSource::name).toList());
    sources.forEach(s -> assertInstanceOf(ProfileResult.Accepted.class, s.read()));
  }

  @Test
  void a_folder_without_profiles_is_a_problem() {
    assertRefused(folder.toString(), "holds no profile");
  }

  @Test
  void names_are_kept_in_order_and_a_bad_one_does_not_stop_the_others() throws IOException {
    Path good = Files.writeString(folder.resolve("good.yaml"), "workload: mixed");
    List<ProfileSource> sources = files.sources(List.of("nowhere.yaml", good.toString()));
    assertInstanceOf(ProfileResult.Refused.class, sources.get(0).read());
    assertInstanceOf(ProfileResult.Accepted.class, sources.get(1).read());
  }

  @Test
  void what_is_no_readable_file_is_refused_at_once() throws IOException {
    assertRefused("nowhere.yaml", "nowhere.yaml:1:1: there is no such file");
    assertRefused("", "this name is empty");
    assertRefused("a\0b", "no file can have this name");
    assertRefused(Files.writeString(folder.resolve("x"), "") + "/y", "cannot be read");
  }

  @Test
  void a_folder_that_takes_the_place_of_a_file_is_refused() {
    String text = Reading.text(Reading.problems(files.read(folder)));
    assertTrue(text.contains("this is a folder"), text);
  }

  @Test
  void a_large_file_is_refused_by_its_size() throws IOException {
    Path file = Files.write(folder.resolve("x.yaml"), new byte[10 << 20]);
    assertRefused(file.toString(), "larger than 1 MiB");
  }

  @Test
  void a_device_is_refused_unopened() {
    assumeTrue(Files.exists(Path.of("/dev/zero")));
    assertRefused("/dev/zero", "a device");
  }

  @Test
  void a_named_pipe_is_refused_unopened() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe.yaml");
    Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).start();
    assumeTrue(mkfifo.waitFor() == 0);
    assertRefused(pipe.toString(), "a named pipe");
    assertRefused(folder.toString(), "a named pipe");
  }

  @Test
  void a_socket_is_refused_unopened() throws IOException {
    Path path = folder.resolve("s");
    assumeTrue(path.toString().length() < 100);
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(path));
      assertRefused(path.toString(), "a socket");
    }
  }

  @Test
  void a_file_without_permission_is_refused() throws IOException {
    assumeFalse(System.getProperty("user.name").equals("root"));
    Path file = Files.writeString(folder.resolve("x.yaml"), "workload: mixed");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assertRefused(file.toString(), "may not be read");
  }

  @Test
  void a_link_to_itself_is_refused() throws IOException {
    Path link = folder.resolve("x.yaml");
    Files.createSymbolicLink(link, link);
    assertRefused(link.toString(), "cannot be read");
  }

  private void assertRefused(String name, String says) {
    String text = Reading.text(Reading.problems(files.sources(List.of(name)).get(0).read()));
    assertTrue(text.contains(says), text);
  }

  /** Something that never ends. */
  private static final class Zeros extends InputStream {
    @Override
    public int read() {
      return '0';
    }
  }
}
