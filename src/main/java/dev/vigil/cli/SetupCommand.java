package dev.vigil.cli;

import dev.vigil.conf.Conf;
import dev.vigil.io.elasticsearch.ElasticsearchTarget.Login;
import dev.vigil.setup.Kibana;
import dev.vigil.setup.Setup;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Puts in place what the job needs: once, before it runs. */
@Command(
    name = "setup",
    description = {
      "Put in place what the conf file names: topics, index templates, a dashboard.",
      "The dashboard and what belongs to it are imported into --kibana. Topics and saved objects"
          + " that are there already stay as they are; index templates are put anew."
    },
    mixinStandardHelpOptions = true)
final class SetupCommand implements Callable<Integer> {
  @Mixin private ConfOption conf = new ConfOption();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Partitions of the topics of readings and rollups; ${DEFAULT-VALUE} by default.")
  private int partitions = 4;

  @Option(
      names = "--kibana",
      paramLabel = "URL",
      converter = KibanaAddress.class,
      description =
          "Kibana's address; without it nothing is imported. Its user and password are those of"
              + " alerts.elasticsearch in the conf file.")
  private @Nullable URI kibana;

  @Option(
      names = "--objects",
      paramLabel = "FILE",
      defaultValue = "kibana/vigil.ndjson",
      description = "What is imported; ${DEFAULT-VALUE} by default.")
  private Path objects = Path.of("kibana/vigil.ndjson");

  @Option(
      names = "--overwrite",
      description = "Replace saved objects that are there already, whatever was changed in them.")
  private boolean overwrite;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (partitions < 1) {
      throw new ParameterException(spec.commandLine(), "--partitions must be positive");
    }
    if (overwrite && kibana == null) {
      throw new ParameterException(spec.commandLine(), "--overwrite needs --kibana");
    }
    try {
      Conf read = conf.read();
      String index = kibana == null ? "" : Setup.dashboardIndex(read);
      Setup.run(
          read,
          partitions,
          done -> {
            out.println(done);
            out.flush();
          });
      if (kibana != null) {
        out.println(told(new Kibana(kibana, login(read)).importObjects(objects, index, overwrite)));
      }
      out.flush();
      return 0;
    } catch (ConfOption.Unusable e) {
      err.print(e.getMessage());
      err.flush();
      return 1;
    } catch (NoSuchFileException e) {
      out.flush();
      err.println("vigil setup: there is no file " + e.getMessage());
      err.flush();
      return 1;
    } catch (IOException e) {
      out.flush();
      err.println("vigil setup: " + e.getMessage());
      err.flush();
      return 1;
    }
  }

  /** The user of the Elasticsearch that Kibana shows. */
  private static @Nullable Login login(Conf conf) {
    return conf.templates().isEmpty() ? null : conf.templates().get(0).target().login();
  }

  private static String told(Kibana.Imported objects) {
    String imported = "Kibana: " + objects.imported() + " objects imported";
    return objects.kept() == 0 ? imported : imported + ", " + objects.kept() + " there already";
  }

  /** An address without a user: what is wrong is said without showing it. */
  static final class KibanaAddress implements ITypeConverter<URI> {
    @Override
    public URI convert(String text) {
      try {
        URI uri = new URI(text);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        boolean plain = uri.getRawQuery() == null && uri.getRawFragment() == null;
        if (web && plain && uri.getHost() != null && uri.getRawUserInfo() == null) {
          return uri;
        }
      } catch (URISyntaxException e) {
        // said below, as of every other text that is no address
      }
      throw new TypeConversionException(
          "write http://host:5601 or https://host:5601; the user and the password are those of"
              + " alerts.elasticsearch in the conf file");
    }
  }
}
