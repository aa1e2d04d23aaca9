package dev.vigil.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stages a condition may ask about, and those that it may not.
 *
 * @param earlier names of stages before this one
 * @param self this stage, where it loops and may ask what it has taken; else null
 * @param once this stage, where it takes one reading and has nothing to ask about; else null
 * @param without names of stages up to here that take no readings
 * @param elsewhere names of stages that other conditions may ask about
 */
public record StageScope(
    List<String> earlier,
    @Nullable String self,
    @Nullable String once,
    List<String> without,
    List<String> elsewhere) {
  public static final StageScope NONE = new StageScope(List.of(), null);

  public StageScope {
    earlier = List.copyOf(earlier);
    without = List.copyOf(without);
    elsewhere = List.copyOf(elsewhere);
  }

  public StageScope(List<String> earlier, @Nullable String self) {
    this(earlier, self, null, List.of(), List.of());
  }

  /** For a condition over one reading alone, of a rule with these stages. */
  public StageScope outside() {
    return new StageScope(List.of(), null, null, List.of(), earlier);
  }
}
