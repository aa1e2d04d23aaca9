package dev.vigil.yaml;

/**
 * How large a document may be.
 *
 * @param bytes in UTF-8
 * @param nodes values, an alias counted as what it stands for
 */
public record YamlLimits(int bytes, int nodes) {
  /** For whatever anyone may publish. */
  public static final YamlLimits DEFAULT =
      new YamlLimits(YamlReader.MAX_BYTES, YamlReader.MAX_NODES);
}
