package dev.vigil.rule;

import dev.vigil.conf.Conf;
import dev.vigil.event.FieldType;
import dev.vigil.event.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The streams of the tests. */
final class Streams {
  static final Schema AIR =
      Schema.of(
          "air",
          fields(
              "station string, pm25 double, pm10 double, o3 double, temperature double,"
                  + " humidity double, count_ok int, online boolean, seen timestamp,"
                  + " location geo_point"),
          List.of("station"));
  static final Schema WEATHER =
      Schema.of("weather", fields("city string, temperature double, wind double"), List.of("city"));

  static final Catalog ONE = Catalog.of(AIR);
  static final Catalog TWO = Catalog.of(AIR, WEATHER);

  /** Fields named as devices name them. */
  static final Catalog DEVICES =
      Catalog.of(
          Schema.of(
              "devices",
              Map.of(
                  "sensor id", FieldType.STRING,
                  "PM2.5", FieldType.DOUBLE,
                  "wind speed", FieldType.DOUBLE,
                  "wind-chill", FieldType.DOUBLE,
                  "for", FieldType.INT),
              List.of("sensor id")));

  private Streams() {}

  /** The streams and rollups of the shipped conf. */
  static Catalog shipped() throws IOException {
    return Conf.load(Path.of("conf/vigil.yaml")).conf().orElseThrow().catalog();
  }

  static Map<String, FieldType> fields(String declarations) {
    Map<String, FieldType> types = new LinkedHashMap<>();
    for (String declaration : List.of(declarations.split(",", -1))) {
      List<String> words = List.of(declaration.strip().split(" ", -1));
      types.put(words.get(0), FieldType.valueOf(words.get(1).toUpperCase(java.util.Locale.ROOT)));
    }
    return types;
  }
}
