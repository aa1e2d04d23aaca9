package dev.vigil.io.generator;

/** Numbers that look random and depend on nothing but their arguments. */
final class Noise {
  private Noise() {}

  /** SplitMix64's finalizer over the arguments. */
  static long bits(long seed, long a, long b, long c) {
    long z = seed;
    z = mix(z + 0x9E3779B97F4A7C15L * (a + 1));
    z = mix(z + 0x9E3779B97F4A7C15L * (b + 1));
    return mix(z + 0x9E3779B97F4A7C15L * (c + 1));
  }

  /** From 0, inclusive, to 1, exclusive. */
  static double unit(long seed, long a, long b, long c) {
    return (bits(seed, a, b, c) >>> 11) * 0x1.0p-53;
  }

  private static long mix(long z) {
    long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
    return y ^ (y >>> 31);
  }
}
