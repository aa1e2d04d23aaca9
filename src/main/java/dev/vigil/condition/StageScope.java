package dev.vigil.condition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stages a condition may ask about.
 *
 * @param earlier names of stages before this one
 * @param self this stage, where it loops and may ask what it has taken; else null
 */
public record StageScope(List<String> earlier, @Nullable String self) {
  public static final StageScope NONE = new StageScope(List.of(), null);

  public StageScope {
    earlier = List.copyOf(earlier);
  }
}
