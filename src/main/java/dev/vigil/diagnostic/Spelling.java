package dev.vigil.diagnostic;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses what an author meant by a name that nothing has. */
public final class Spelling {
  private Spelling() {}

  /**
   * The known name closest to the one written: at most a third of its letters differ, by insertion,
   * deletion, substitution or a swap of neighbours; case does not count.
   */
  public static Optional<String> closest(String written, Collection<String> known) {
    String best = null;
    int bestDistance = Math.max(1, written.length() / 3) + 1;
    for (String name : known) {
      int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = name;
        bestDistance = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /** "did you mean X?", or nothing to say. */
  public static Optional<String> hint(String written, Collection<String> known) {
    return closest(written, known).map(name -> "did you mean " + name + "?");
  }

  /** Optimal string alignment distance (Damerau–Levenshtein without repeated edits). */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1 && j > 1 && isSwap(a, i, b, j)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }

  private static boolean isSwap(String a, int i, String b, int j) {
    return a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
  }
}
