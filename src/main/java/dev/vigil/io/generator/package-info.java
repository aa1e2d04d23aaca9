/** Made-up readings of air-quality stations. */
@NullMarked
package dev.vigil.io.generator;

import org.jspecify.annotations.NullMarked;
