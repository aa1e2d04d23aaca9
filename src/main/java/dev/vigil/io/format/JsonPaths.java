package dev.vigil.io.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.internal.path.PathCompiler;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** A compiled JsonPath over Jackson's trees. */
final class JsonPaths {
  private static final Configuration CONFIGURATION =
      Configuration.builder()
          .jsonProvider(new JacksonJsonNodeJsonProvider())
          .mappingProvider(new JacksonMappingProvider())
          .options(EnumSet.of(Option.SUPPRESS_EXCEPTIONS))
          .build();

  private final JsonPath path;

  private JsonPaths(JsonPath path) {
    this.path = path;
  }

  /**
   * Compiles a path.
   *
   * @throws InvalidPathException if it is none
   * @throws IllegalArgumentException if it calls a function
   */
  static JsonPaths compile(String text) {
    if (PathCompiler.compile(text).isFunctionPath()) {
      throw new IllegalArgumentException(
          text + " calls a function; a path only says where a value is, and rules calculate");
    }
    return new JsonPaths(JsonPath.compile(text));
  }

  /** The one value at the path, or null where there is none. */
  @Nullable JsonNode one(JsonNode tree) throws Refused {
    JsonNode found = read(tree);
    if (found == null || path.isDefinite()) {
      return found;
    }
    if (found.size() > 1) {
      throw new Refused(
          Reason.WRONG_TYPE, found.size() + " values at " + path.getPath() + ", expected one");
    }
    return found.get(0);
  }

  /** The values at the path, or those of the one list there; null where there is nothing. */
  @Nullable JsonNode all(JsonNode tree) throws Refused {
    return read(tree);
  }

  private @Nullable JsonNode read(JsonNode tree) throws Refused {
    try {
      return path.read(tree, CONFIGURATION);
    } catch (JsonPathException | ClassCastException e) {
      throw new Refused(Reason.WRONG_TYPE, path.getPath() + " does not fit: " + e.getMessage());
    } catch (StackOverflowError e) {
      // Java matches an alternative that repeats by calling itself, once for each time.
      throw new Refused(
          Reason.TOO_LARGE, "a text is too long for the regular expression in " + path.getPath());
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonPaths paths && path.getPath().equals(paths.path.getPath());
  }

  @Override
  public int hashCode() {
    return path.getPath().hashCode();
  }

  @Override
  public String toString() {
    return path.getPath();
  }
}
