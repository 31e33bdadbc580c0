package dev.advise.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepositoryTest {

  @TempDir private Path folder;

  @Test
  void a_file_is_named_from_the_root_wherever_in_the_repository_the_check_is_run()
      throws IOException {
    Path below = Files.createDirectories(folder.resolve("services/pay"));
    Files.createDirectory(folder.resolve(".git"));
    Repository repository = Repository.around(below);
    assertEquals("services/pay/profiles/a.yaml", repository.name("profiles/a.yaml"));
    assertEquals("b.yaml", repository.name(folder.resolve("b.yaml").toString()));
    assertEquals("/elsewhere/c.yaml", repository.name("/elsewhere/c.yaml"));
    assertEquals("no\0file", repository.name("no\0file"));
  }

  @Test
  void a_work_tree_has_a_file_that_says_where_its_repository_is() throws IOException {
    Files.writeString(folder.resolve(".git"), "gitdir: /elsewhere");
    Path below = Files.createDirectory(folder.resolve("below"));
    assertEquals("below/a.yaml", Repository.around(below).name("a.yaml"));
  }

  @Test
  void the_whole_result_is_named_so() {
    CheckResult result = Sample.result();
    CheckResult named = result.naming(file -> "sub/" + file);
    assertEquals(result.outcomes().size(), named.outcomes().size());
    named.outcomes().forEach(o -> assertTrue(o.finding().place().file().startsWith("sub/")));
    named.services().forEach(s -> assertTrue(s.file().startsWith("sub/")));
    assertEquals(result.exitCode(), named.exitCode());
  }
}
