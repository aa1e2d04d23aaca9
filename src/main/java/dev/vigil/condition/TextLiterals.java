package dev.vigil.condition;

/** Where CEL's texts in quotes end: raw ones, those in three quotes, and those with escapes. */
public final class TextLiterals {
  private TextLiterals() {}

  /** Whether a text in quotes begins at the offset, if none is open there. */
  public static boolean begins(String cel, int at) {
    return cel.charAt(at) == '\'' || cel.charAt(at) == '"';
  }

  /** Where the text that begins there ends; the end of all where it is not closed. */
  public static int end(String cel, int start) {
    String quote = cel.substring(start, start + 1);
    String mark = cel.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
    boolean raw = isRaw(cel, start);
    for (int at = start + mark.length(); at < cel.length(); at++) {
      if (cel.charAt(at) == '\\' && !raw) {
        at++;
      } else if (cel.startsWith(mark, at)) {
        return at + mark.length();
      }
    }
    return cel.length();
  }

  /** Whether the text has no escapes: {@code r'…'}, and with bytes {@code br'…'}. */
  private static boolean isRaw(String cel, int start) {
    int at = start - 1;
    boolean raw = false;
    while (at >= 0 && "rRbB".indexOf(cel.charAt(at)) >= 0) {
      raw |= "rR".indexOf(cel.charAt(at)) >= 0;
      at--;
    }
    return raw && (at < 0 || !Character.isJavaIdentifierPart(cel.charAt(at)));
  }
}
