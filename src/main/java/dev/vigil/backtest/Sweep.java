package dev.vigil.backtest;

import dev.vigil.diagnostic.DiagnosticRenderer;
import dev.vigil.diagnostic.Diagnostics;
import dev.vigil.diagnostic.Source;
import dev.vigil.rule.Catalog;
import dev.vigil.rule.Parsed;
import dev.vigil.rule.Rule;
import dev.vigil.rule.RuleParser;
import dev.vigil.yaml.YamlMapping;
import dev.vigil.yaml.YamlReader;
import dev.vigil.yaml.YamlScalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values to try for a literal number that rules name in {@code let}.
 *
 * @param name the name in {@code let}
 * @param values in order
 */
public record Sweep(String name, List<BigDecimal> values) {
  private static final String NUMBER = "-?[0-9]+(?:\\.[0-9]+)?";
  private static final Pattern RANGE =
      Pattern.compile(
          "(?<name>[A-Za-z_][A-Za-z0-9_]*)=(?<from>N)\\.\\.(?<to>N):(?<step>N)"
              .replace("N", NUMBER));
  private static final int MOST = 1_000;

  public Sweep {
    values = List.copyOf(values);
  }

  /**
   * Reads {@code threshold=35..150:5}; both ends are tried.
   *
   * @throws IllegalArgumentException if it is written otherwise, or asks for too much
   */
  public static Sweep parse(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      throw new IllegalArgumentException("a sweep is written threshold=35..150:5, not " + text);
    }
    BigDecimal from = new BigDecimal(range.group("from"));
    BigDecimal to = new BigDecimal(range.group("to"));
    BigDecimal step = new BigDecimal(range.group("step"));
    if (step.signum() <= 0 || to.compareTo(from) < 0) {
      throw new IllegalArgumentException("a sweep goes upwards, in steps above 0: " + text);
    }
    if (to.subtract(from).compareTo(step.multiply(BigDecimal.valueOf(MOST - 1))) > 0) {
      throw new IllegalArgumentException("a sweep has at most " + MOST + " values: " + text);
    }
    List<BigDecimal> values = new ArrayList<>();
    for (BigDecimal value = from; value.compareTo(to) <= 0; value = value.add(step)) {
      values.add(value);
    }
    return new Sweep(range.group("name"), values);
  }

  /** What a rule is called with one of the values. */
  public String variant(Rule rule, BigDecimal value) {
    return rule.id() + " " + name + "=" + value.toPlainString();
  }

  /** Whether the rule names a literal number so. */
  public boolean concerns(Rule rule) {
    return literal(rule).isPresent();
  }

  /**
   * The rule with each of the values.
   *
   * @throws History.Unfit if it is no good rule with one of them
   */
  public List<Variant> variants(Rule rule, Catalog catalog) throws History.Unfit {
    YamlScalar literal =
        literal(rule)
            .orElseThrow(() -> new IllegalArgumentException(rule.id() + " names no " + name));
    List<Variant> variants = new ArrayList<>();
    for (BigDecimal value : values) {
      String text =
          rule.text().substring(0, literal.span().start())
              + value.toPlainString()
              + rule.text().substring(literal.span().end());
      String called = variant(rule, value);
      Parsed parsed = RuleParser.parseOne(called, text, catalog);
      if (parsed.hasErrors()) {
        throw new History.Unfit(DiagnosticRenderer.render(parsed.diagnostics()).strip());
      }
      variants.add(new Variant(called, parsed.rules().get(0)));
    }
    return variants;
  }

  /** The number in {@code let: {name: 75}}, where the rule's text has it. */
  private Optional<YamlScalar> literal(Rule rule) {
    Source source = new Source(rule.id(), rule.text());
    Diagnostics unused = new Diagnostics(source); // the rule has been found good
    return YamlReader.read(YamlReader.split(source).get(0), unused)
        .flatMap(root -> YamlReader.mapping(root, unused))
        .flatMap(document -> value(document, "let", YamlMapping.class))
        .flatMap(lets -> value(lets, name, YamlScalar.class))
        .filter(scalar -> scalar.text().matches(NUMBER));
  }

  private static <T> Optional<T> value(YamlMapping mapping, String key, Class<T> type) {
    return mapping.entries().stream()
        .filter(entry -> entry.name().equals(key))
        .map(YamlMapping.Entry::value)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }
}
