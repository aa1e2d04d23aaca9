package dev.vigil.yaml;

/**
 * One document of a YAML text, exactly as written.
 *
 * @param text its text, without the marker lines around it
 * @param offset where in the whole text it starts
 */
public record YamlDocument(String text, int offset) {}
