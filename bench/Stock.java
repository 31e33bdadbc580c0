import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.runtime.KieSession;

/**
 * The same rules the stock way: compiled when the program starts. It reads no profile, decides
 * nothing and tells nothing, so it does less than what it is compared with.
 */
class Stock {

  public static void main(String[] folder) throws Exception {
    KieServices services = KieServices.get();
    KieFileSystem files = services.newKieFileSystem();
    try (Stream<Path> all = Files.walk(Path.of(folder[0]))) {
      List<Path> rules = all.filter(file -> file.toString().endsWith(".drl")).sorted().toList();
      for (Path rule : rules) {
        files.write("src/main/resources/" + rule, Files.readString(rule));
      }
    }
    KieBuilder builder = services.newKieBuilder(files).buildAll();
    if (builder.getResults().hasMessages(Message.Level.ERROR)) {
      throw new IllegalStateException(builder.getResults().toString());
    }
    KieSession session =
        services.newKieContainer(builder.getKieModule().getReleaseId()).newKieSession();
    session.fireAllRules();
    session.dispose();
  }
}
